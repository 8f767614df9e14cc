package io.securitybaseline.report;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.SubjectState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was last found and done in each namespace. Derived state: in memory only, rebuilt after a
 * start by looking at every namespace once.
 */
public final class Ledger {

  /**
   * The entry of one namespace.
   *
   * @param uid of the namespace, which tells it from its successor of the same name
   * @param generation of the spec that it was judged by
   * @param revision of the situation that it was judged in
   * @param results by control; empty where no control is concerned with the namespace
   * @param failures how many times in a row changes did not go through
   * @param selected which pods were to be selected by policies of ours, as a hash; zero: there was
   *     to be no policy of ours
   * @param unevaluatedPods whether it is not evaluated and has pods all the same
   */
  public record Entry(
      String uid,
      long generation,
      long revision,
      Map<ControlId, Result> results,
      int failures,
      int selected,
      boolean unevaluatedPods) {

    public Entry {
      results = Map.copyOf(results);
    }

    /** The entry of a namespace that is evaluated, or has no pods. */
    public Entry(
        String uid,
        long generation,
        long revision,
        Map<ControlId, Result> results,
        int failures,
        int selected) {
      this(uid, generation, revision, results, failures, selected, false);
    }

    /** Whether the API server refused a change in a way that only a person can mend. */
    public boolean refused() {
      return refusal().isPresent();
    }

    /** How the API server refused a change. */
    public Optional<String> refusal() {
      return results.values().stream()
          .flatMap(result -> result.findings().stream())
          .filter(finding ->
              finding.reason().equals(Reasons.FORBIDDEN)
                  || finding.reason().equals(Reasons.REFUSED))
          .map(Finding::message)
          .findFirst();
    }

    /**
     * Whether all that can be done for the control was seen done in this very situation: what is
     * missing later is drift.
     */
    public boolean inPlace(ControlId control, long inRevision) {
      return revision == inRevision
          && result(control)
              .map(Result::state)
              .filter(state -> state == SubjectState.COMPLIANT || state == SubjectState.VIOLATING)
              .isPresent();
    }

    /** Whether policies of ours were to be in place afterwards. */
    public boolean hadPolicies() {
      return selected != 0;
    }

    /** How the control stood, if it was concerned. */
    public Optional<Result> result(ControlId control) {
      return Optional.ofNullable(results.get(control));
    }
  }

  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  /** Puts down what was found in a namespace. */
  public void record(String namespace, Entry entry) {
    entries.put(namespace, entry);
  }

  /** The entry of the namespace with this uid. */
  public Optional<Entry> find(String namespace, String uid) {
    return sameNamespace(entries.get(namespace), uid);
  }

  /** Strikes out a namespace that is gone or going, unless a successor has taken its place. */
  public void forget(String namespace, String uid) {
    entries.computeIfPresent(namespace, (_, entry) -> entry.uid().equals(uid) ? null : entry);
  }

  /** Strikes out everything. */
  public void clear() {
    entries.clear();
  }

  private static Optional<Entry> sameNamespace(@Nullable Entry entry, String uid) {
    return Optional.ofNullable(entry).filter(known -> known.uid().equals(uid));
  }
}
