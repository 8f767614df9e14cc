package io.securitybaseline.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. */
public final class MovableClock extends Clock {

  private final Instant start;
  private final AtomicReference<Instant> now;

  private MovableClock(Instant start) {
    this.start = start;
    this.now = new AtomicReference<>(start);
  }

  public static MovableClock at(String instant) {
    return new MovableClock(Instant.parse(instant));
  }

  /** At the present, for what the API server dates itself. */
  public static MovableClock atPresent() {
    return new MovableClock(Instant.now());
  }

  public void advance(Duration step) {
    now.updateAndGet(before -> before.plus(step));
  }

  /** Takes back every move, so that the next test finds the clock as the first one did. */
  public void reset() {
    now.set(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the operator reckons in UTC");
  }
}
