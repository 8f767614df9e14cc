package io.securitybaseline.report;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was last found in the bindings of each namespace, or in each ClusterRoleBinding. Derived
 * state: in memory only, rebuilt after a start.
 */
public final class BindingLedger {

  /**
   * The entry of one namespace or ClusterRoleBinding.
   *
   * @param uid of it, which tells it from its successor of the same name
   * @param generation of the spec that was judged by
   * @param failures how many times in a row changes did not go through
   */
  public record Entry(String uid, long generation, BindingTally tally, int failures) {}

  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  /**
   * Puts down what was found.
   *
   * @return whether it is told differently from before
   */
  public boolean record(String name, Entry entry) {
    return !entry.equals(entries.put(name, entry));
  }

  public Optional<Entry> find(String name, String uid) {
    return Optional.ofNullable(entries.get(name)).filter(entry -> entry.uid().equals(uid));
  }

  /** Strikes out what is gone, unless a successor has taken its place. */
  public void forget(String name, String uid) {
    entries.computeIfPresent(name, (_, entry) -> entry.uid().equals(uid) ? null : entry);
  }

  public void clear() {
    entries.clear();
  }
}
