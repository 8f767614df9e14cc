package io.securitybaseline.reconcile.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a scope has to be evaluated again without a trigger. */
final class PassTimes {

  /** A timer may be early by less. */
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private PassTimes() {}

  /** When the first change that waits is due; empty if none does. */
  static Optional<Duration> requeueAfter(List<Enforced> enforced) {
    return enforced.stream()
        .flatMap(each -> each.requeueAfter().stream())
        .min(Comparator.naturalOrder());
  }

  /** How long until a verdict changes although nothing else does. */
  static Optional<Duration> validFor(List<Evaluated> evaluated, Instant now) {
    return evaluated.stream()
        .flatMap(each -> Stream.ofNullable(each.evaluation().until()))
        .min(Comparator.naturalOrder())
        .map(until -> Duration.between(now, until))
        .map(wait -> wait.isPositive() ? wait.plus(A_MOMENT) : A_MOMENT);
  }
}
