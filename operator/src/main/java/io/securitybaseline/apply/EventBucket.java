package io.securitybaseline.apply;

import java.time.Duration;

/** A token bucket: a burst, then one in each interval. Only differences of times count. */
final class EventBucket {

  private final long intervalNanos;
  private final long toleranceNanos;

  /** When the next one would be due if all were evenly spaced. */
  private long dueNanos;

  EventBucket(int burst, Duration interval, long now) {
    this.intervalNanos = interval.toNanos();
    this.toleranceNanos = intervalNanos * (burst - 1);
    this.dueNanos = now;
  }

  /** How long until the next one may go, in nanoseconds; zero or less: it may go now. */
  long waitNanos(long now) {
    return dueNanos - now - toleranceNanos;
  }

  void take(long now) {
    dueNanos = (dueNanos - now > 0 ? dueNanos : now) + intervalNanos;
  }
}
