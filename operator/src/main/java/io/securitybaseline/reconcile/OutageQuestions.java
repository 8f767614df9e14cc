package io.securitybaseline.reconcile;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * About which outages the API server is asked at a check. Watches that break together are found
 * stale at two neighboring checks, so a check at which an outage begins asks nothing: one cause is
 * then logged as one line. After that, the cause of every outage is asked for at intervals.
 */
final class OutageQuestions {

  /** The interval between two questions about an outage that is reported. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private Set<String> lastBroken = Set.of();
  private long next;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  OutageQuestions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  /**
   * The kinds to ask about now.
   *
   * @param broken the kinds that are not watched
   * @param reported those of them whose cause has been logged
   */
  synchronized Set<String> at(Set<String> broken, Set<String> reported) {
    boolean begins = !lastBroken.containsAll(broken);
    lastBroken = Set.copyOf(broken);
    if (begins) {
      return Set.of();
    }
    long now = nanoTime.getAsLong();
    if (next - now <= 0) {
      next = now + INTERVAL.toNanos();
      return lastBroken;
    }
    Set<String> unreported = new HashSet<>(lastBroken);
    unreported.removeAll(reported);
    return unreported;
  }

  /** The kinds are watched again: a later outage of them begins anew. */
  synchronized void recovered(Set<String> kinds) {
    Set<String> stillBroken = new HashSet<>(lastBroken);
    stillBroken.removeAll(kinds);
    lastBroken = Set.copyOf(stillBroken);
  }
}
