package io.securitybaseline.reconcile.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a scope has to be evaluated again without a trigger. */
final class PassTimes {

  /** A timer may be early by less. */
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private PassTimes() {}

  /** When the first change that waits is due; empty if none does. */
  static Optional<Duration> requeueAfter(List<Enforced> enforced) {
    Optional<Duration> first = Optional.empty();
    for (Enforced each : enforced) {
      Optional<Duration> next = each.requeueAfter();
      if (next.isPresent() && (first.isEmpty() || next.get().compareTo(first.get()) < 0)) {
        first = next;
      }
    }
    return first;
  }

  /** How long until a verdict changes although nothing else does. */
  static Optional<Duration> validFor(List<Evaluated> evaluated, Instant now) {
    Instant first = null;
    for (Evaluated each : evaluated) {
      Instant until = each.evaluation().until();
      if (until != null && (first == null || until.isBefore(first))) {
        first = until;
      }
    }
    return Optional.ofNullable(first)
        .map(until -> Duration.between(now, until))
        .map(wait -> wait.isPositive() ? wait.plus(A_MOMENT) : A_MOMENT);
  }
}
