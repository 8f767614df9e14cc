package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter.RateLimitState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * At most one pass in each interval; the first after a pause at once. The framework's own limiter
 * asks to come back after the time that has passed instead of the time that remains, and so comes
 * back many times.
 */
final class EvenRate implements RateLimiter<EvenRate.State> {

  /** When the next pass may begin. */
  static final class State implements RateLimitState {
    private long nextNanos;

    private State(long nextNanos) {
      this.nextNanos = nextNanos;
    }
  }

  private final Duration interval;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  EvenRate(Duration interval, LongSupplier nanoTime) {
    this.interval = interval;
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<Duration> isLimited(RateLimitState state) {
    State pace = (State) state;
    long now = nanoTime.getAsLong();
    long remaining = pace.nextNanos - now;
    if (remaining > 0) {
      return Optional.of(Duration.ofNanos(remaining));
    }
    pace.nextNanos = now + interval.toNanos();
    return Optional.empty();
  }

  @Override
  public State initState() {
    return new State(nanoTime.getAsLong());
  }
}
