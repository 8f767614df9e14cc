package io.securitybaseline.facts.watch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How much memory the caches use for the objects of each namespace, so that no tenant can use up
 * what all share. It is for memory of the size that tenants choose; ten thousand ordinary pods take
 * about a third of it.
 */
public final class NamespaceBudget {

  /** Bytes for one namespace. */
  public static final long MOST = 32 << 20;

  private final ConcurrentHashMap<String, Long> used = new ConcurrentHashMap<>();

  /**
   * Accounts for one object in place of another, if the namespace has room for it.
   *
   * @param before bytes of the object that goes, 0 if there is none
   * @param after bytes of the object that comes
   * @return whether it fits; if not, nothing has changed
   */
  boolean exchange(String namespace, long before, long after) {
    AtomicBoolean fits = new AtomicBoolean();
    used.compute(
        namespace,
        (_, known) -> {
          long now = known == null ? 0 : known;
          fits.set(after <= before || now - before + after <= MOST);
          return fits.get() ? Long.valueOf(now - before + after) : known;
        });
    return fits.get();
  }

  /** The same for what has to be kept or goes in any case. */
  void force(String namespace, long before, long after) {
    used.compute(
        namespace,
        (_, known) -> {
          long now = (known == null ? 0 : known) - before + after;
          return now <= 0 ? null : Long.valueOf(now);
        });
  }

  /** Bytes that are used for a namespace. */
  long used(String namespace) {
    return used.getOrDefault(namespace, 0L);
  }
}
