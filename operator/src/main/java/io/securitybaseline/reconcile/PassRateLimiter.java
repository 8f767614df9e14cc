package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter.RateLimitState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One pass in each interval on average, and after a pause a few at once: a single change takes
 * effect without delay, while many changes are combined. The framework's own limiter requeues after
 * the time that has passed instead of the time that remains, and so requeues many times.
 */
final class PassRateLimiter implements RateLimiter<PassRateLimiter.State> {

  /** When the next pass would be due if all were evenly spaced. */
  static final class State implements RateLimitState {
    private long dueNanos;

    private State(long dueNanos) {
      this.dueNanos = dueNanos;
    }
  }

  private final Duration interval;
  private final long toleranceNanos;
  private final LongSupplier nanoTime;

  /**
   * @param burst how many passes may follow each other at once after a pause
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  PassRateLimiter(Duration interval, int burst, LongSupplier nanoTime) {
    this.interval = interval;
    this.toleranceNanos = interval.toNanos() * (burst - 1);
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<Duration> isLimited(RateLimitState state) {
    State pace = (State) state;
    long now = nanoTime.getAsLong();
    long early = pace.dueNanos - now - toleranceNanos;
    if (early > 0) {
      return Optional.of(Duration.ofNanos(early));
    }
    // nanoTime may be negative and wrap: only differences mean anything.
    pace.dueNanos = (pace.dueNanos - now > 0 ? pace.dueNanos : now) + interval.toNanos();
    return Optional.empty();
  }

  @Override
  public State initState() {
    return new State(nanoTime.getAsLong());
  }
}
