package io.securitybaseline.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassTimesTest {

  private static final Instant NOW = Situations.NOW;

  @Test
  void theFirstVerdictThatChangesByItselfCounts() {
    assertThat(validFor(null, NOW.plusSeconds(60), NOW.plusSeconds(9)))
        .contains(Duration.ofSeconds(10));
    assertThat(validFor(null, null)).isEmpty();
    assertThat(validFor()).isEmpty();
  }

  /** A timer may be early by a moment, and would find the verdict unchanged. */
  @Test
  void whatIsDueIsEvaluatedAfterAMoment() {
    assertThat(validFor(NOW)).contains(Duration.ofSeconds(1));
    assertThat(validFor(NOW.minusSeconds(3600))).contains(Duration.ofSeconds(1));
    assertThat(validFor(NOW.plusMillis(1))).contains(Duration.ofMillis(1001));
  }

  @Test
  void theFirstChangeThatWaitsCounts() {
    assertThat(
            PassTimes.requeueAfter(
                List.of(waiting(60), Enforced.unchanged(evaluated(null)), waiting(5))))
        .contains(Duration.ofSeconds(5));
    assertThat(PassTimes.requeueAfter(List.of(Enforced.unchanged(evaluated(null))))).isEmpty();
  }

  private static Optional<Duration> validFor(@Nullable Instant... until) {
    return PassTimes.validFor(Stream.of(until).map(PassTimesTest::evaluated).toList(), NOW);
  }

  private static Enforced waiting(long seconds) {
    return Enforced.waiting(evaluated(null), Situations.FOUND, Duration.ofSeconds(seconds));
  }

  private static Evaluated evaluated(@Nullable Instant until) {
    return new Evaluated(
        new Evaluation(
                Subject.CLUSTER,
                Situations.ENFORCED,
                new Verdict(List.of(), List.of(), List.of()),
                Traits.NONE,
                null)
            .validUntil(Optional.ofNullable(until)),
        new Decision(Optional.empty(), List.of(), List.of(), 0));
  }
}
