package io.securitybaseline.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that cannot be set: it begins at the epoch and runs with the monotonic clock. For waits,
 * ages and lifetimes, where a wall clock that jumps would stop or hurry what waits. Its instants
 * are no dates: what users see, such as the day on which an exemption ends, comes from the wall
 * clock.
 */
final class SteadyClock extends Clock {

  private final LongSupplier nanoTime;
  private final long beganNanos;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  SteadyClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.beganNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - beganNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("its instants are no dates");
  }
}
