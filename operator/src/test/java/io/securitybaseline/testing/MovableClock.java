package io.securitybaseline.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. */
public final class MovableClock extends Clock {

  private final AtomicReference<Instant> now;

  private MovableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  public static MovableClock at(String instant) {
    return new MovableClock(Instant.parse(instant));
  }

  public void advance(Duration step) {
    now.updateAndGet(before -> before.plus(step));
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
