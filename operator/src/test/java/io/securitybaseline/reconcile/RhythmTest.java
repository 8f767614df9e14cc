package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.reconcile.pass.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long things wait. */
class RhythmTest {
  private final AtomicLong now = new AtomicLong(1000);

  @ParameterizedTest(name = "{0} failures, at least {1} s: {2} s")
  @CsvSource({
    "0, 0, 1",
    "1, 0, 2",
    "2, 0, 4",
    "8, 0, 256",
    "9, 0, 300",
    "1000000, 0, 300",
    "0, 30, 30",
    "9, 400, 400",
    "3, 8, 8",
  })
  void backoffDoublesUpToFiveMinutesAndHeedsTheServer(int failures, int atLeast, int seconds) {
    Duration wait = new Backoff(new Random(1)).after(failures, Duration.ofSeconds(atLeast));

    assertThat(wait).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1200L));
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 8", "5, 128", "7, 300", "1000, 300"})
  void rejectedChangesAreRetriedSoonAtFirstAndRarelyInTheEnd(int failures, int seconds) {
    Duration wait = new Backoff(new Random(1)).afterRejection(failures);

    assertThat(wait).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1200L));
  }

  @EverySeed
  void jitterIsUpToAFifthAndNeverShortens(long seed) {
    var random = Seeds.random(seed);
    Backoff backoff = new Backoff(random);

    assertThat(backoff.soon(0)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
    int failures = random.nextInt(20);
    assertThat(backoff.after(failures, Duration.ZERO))
        .isLessThanOrEqualTo(Duration.ofMinutes(6))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(Math.min(1L << failures, 300)));
  }

  @Test
  void jitterSpreadsThoseThatFailedTogether() {
    Backoff backoff = new Backoff(new Random(1));

    assertThat(backoff.soon(0)).isNotEqualTo(backoff.soon(0));
  }

  @Test
  void onePassInEachInterval() {
    PassRateLimiter rate = new PassRateLimiter(Duration.ofNanos(100), 1, now::get);
    PassRateLimiter.State state = rate.initState();

    assertThat(rate.isLimited(state)).isEmpty();
    now.addAndGet(30);
    assertThat(rate.isLimited(state)).isEqualTo(Optional.of(Duration.ofNanos(70)));
    assertThat(rate.isLimited(state)).isEqualTo(Optional.of(Duration.ofNanos(70)));
    now.addAndGet(70);
    assertThat(rate.isLimited(state)).isEmpty();
    assertThat(rate.isLimited(state)).isEqualTo(Optional.of(Duration.ofNanos(100)));
  }

  @Test
  void theFirstAfterAPauseIsNotLimitedAndNoPassesAccumulate() {
    PassRateLimiter rate = new PassRateLimiter(Duration.ofNanos(100), 1, now::get);
    PassRateLimiter.State state = rate.initState();
    rate.isLimited(state);
    now.addAndGet(10_000);

    assertThat(rate.isLimited(state)).isEmpty();
    assertThat(rate.isLimited(state)).isPresent();
  }

  @Test
  void aFewAtOnceAfterAPauseAndThenOneInEachInterval() {
    PassRateLimiter rate = new PassRateLimiter(Duration.ofNanos(100), 3, now::get);
    PassRateLimiter.State state = rate.initState();

    for (int i = 0; i < 3; i++) {
      assertThat(rate.isLimited(state)).isEmpty();
    }
    assertThat(rate.isLimited(state)).isEqualTo(Optional.of(Duration.ofNanos(100)));
    now.addAndGet(40);
    assertThat(rate.isLimited(state)).isEqualTo(Optional.of(Duration.ofNanos(60)));
    now.addAndGet(60);
    assertThat(rate.isLimited(state)).isEmpty();
    assertThat(rate.isLimited(state)).isEqualTo(Optional.of(Duration.ofNanos(100)));
  }

  @EverySeed
  void neverMoreThanTheBurstBeyondOneInEachInterval(long seed) {
    var random = Seeds.random(seed);
    PassRateLimiter rate = new PassRateLimiter(Duration.ofNanos(100), 3, now::get);
    PassRateLimiter.State state = rate.initState();
    long start = now.get();
    int passed = 0;
    for (int i = 0; i < 500; i++) {
      passed += rate.isLimited(state).isEmpty() ? 1 : 0;
      assertThat(passed).isLessThanOrEqualTo(3 + (int) ((now.get() - start) / 100));
      now.addAndGet(random.nextInt(80));
    }
  }

  @Test
  void withoutALimitNothingWaitsAndNoStateIsKept() {
    UnlimitedRate none = new UnlimitedRate();

    assertThat(none.initState()).isSameAs(none.initState());
    for (int i = 0; i < 100; i++) {
      assertThat(none.isLimited(none.initState())).isEmpty();
    }
  }
}
