package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A wall clock that jumps. */
class ClockWatchTest {

  private final MovableClock wall = MovableClock.at("2026-11-01T12:00:00Z");
  private final MovableClock steady = MovableClock.at("1970-01-01T00:00:00Z");
  private final AtomicInteger jumps = new AtomicInteger();
  private final ClockWatch watch = new ClockWatch(wall, steady, jumps::incrementAndGet);

  @Test
  void aClockThatIsSetByADayIsDetectedOnceForEachTime() {
    check(Duration.ZERO);
    check(Duration.ofDays(-1));
    assertThat(jumps).hasValue(1);
    check(Duration.ZERO);
    assertThat(jumps).hasValue(1);

    check(Duration.ofDays(1));
    assertThat(jumps).hasValue(2);
  }

  @Test
  void aClockThatIsCorrectedDelaysNothing() {
    check(Duration.ofSeconds(-4));
    check(Duration.ofSeconds(4));

    assertThat(jumps).hasValue(0);
  }

  @Test
  void aFailureEndsNoWatch() {
    ClockWatch failing =
        new ClockWatch(
            wall,
            steady,
            () -> {
              jumps.incrementAndGet();
              throw new IllegalStateException("a fault");
            });
    for (int i = 1; i <= 2; i++) {
      wall.advance(Duration.ofDays(-1));
      failing.check();
      assertThat(jumps).hasValue(i);
    }
  }

  @Test
  void theSteadyClockRunsWithTheMonotonicOneAlsoWhereThatWraps() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    SteadyClock clock = new SteadyClock(nanos::get);
    nanos.addAndGet(Duration.ofHours(1).toNanos());

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofHours(1)));
  }

  private void check(Duration jump) {
    wall.advance(Duration.ofSeconds(10).plus(jump));
    steady.advance(Duration.ofSeconds(10));
    watch.check();
  }
}
