package io.securitybaseline.reconcile;

import io.securitybaseline.reconcile.pass.Backoff;
import io.securitybaseline.report.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Exceptions that a reconciler threw, by object, until a later pass over the same object succeeds.
 *
 * <p>An object that always fails must not restart the process forever: a user who can create a
 * namespace could then stop the operator. So a reconciler counts as broken only if every object
 * that it is to reconcile has failed five times in a row over at least two minutes:
 * docs/decisions/0020-broken-watches-and-failed-passes.md.
 */
final class ReconcileFailures {

  private static final int ENOUGH = 5;
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

  private final String reconciler;
  private final Backoff backoff;
  private final FailureLog log;
  private final Metrics metrics;
  private final LongSupplier nanoTime;
  private final Map<String, Failing> failing = new ConcurrentHashMap<>();

  /**
   * @param reconciler its name, as metrics have it
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  ReconcileFailures(
      String reconciler, Backoff backoff, FailureLog log, Metrics metrics, LongSupplier nanoTime) {
    this.reconciler = reconciler;
    this.backoff = backoff;
    this.log = log;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  /**
   * A pass ended with an exception.
   *
   * @param object the name of what was reconciled
   * @return when to try again
   */
  Duration failed(String object, Throwable error) {
    long now = nanoTime.getAsLong();
    Failing known =
        failing.merge(
            object,
            new Failing(1, now, now, ErrorText.describe(error)),
            (before, latest) ->
                new Failing(before.times() + 1, before.first(), now, latest.error()));
    metrics.reconcileFailed(reconciler);
    log.failed(reconciler, object, error);
    return backoff.soon(known.times() - 1);
  }

  /**
   * A pass succeeded, or the object is gone.
   *
   * @return whether the one before had failed
   */
  boolean succeeded(String object) {
    return failing.remove(object) != null;
  }

  /** Forgets all of them: there is nothing to reconcile any more. */
  void clear() {
    failing.clear();
  }

  /** What is reported of those that fail, on one line of bounded length. */
  Optional<String> message() {
    return failing.entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(first ->
            "the operator failed to reconcile %s %s%s (%s): its log has the stack trace"
                .formatted(
                    reconciler,
                    first.getKey(),
                    failing.size() == 1 ? "" : " and %,d more".formatted(failing.size() - 1),
                    first.getValue().error()));
  }

  /**
   * Whether nothing that it is to reconcile gets reconciled.
   *
   * @param objects how many there are
   */
  boolean isBroken(LongSupplier objects) {
    return !failing.isEmpty()
        && failing.size() >= objects.getAsLong()
        && failing.values().stream().allMatch(Failing::isLasting);
  }

  /**
   * An object that failed.
   *
   * @param times in a row
   * @param first when it failed first, and last, on the monotonic clock
   */
  private record Failing(int times, long first, long last, String error) {

    private boolean isLasting() {
      return times >= ENOUGH && last - first >= LONG_ENOUGH.toNanos();
    }
  }
}
