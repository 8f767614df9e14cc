package io.securitybaseline.apply;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Spaces writes evenly, so that the operator takes no more of the API server than it is given. The
 * server's own priority and fairness stays in charge beyond that.
 */
public final class WriteLimiter {

  private final long nanosPerWrite;
  private final LongSupplier nanoTime;
  private long nextFree;

  /**
   * @param writesPerSecond zero or less: no limit
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public WriteLimiter(int writesPerSecond, LongSupplier nanoTime) {
    this.nanosPerWrite = writesPerSecond <= 0 ? 0 : 1_000_000_000L / writesPerSecond;
    this.nanoTime = nanoTime;
    this.nextFree = nanoTime.getAsLong();
  }

  /** Waits until the next write may be sent. */
  public void acquire() {
    for (long wait = reserve(); wait > 0 && !Thread.currentThread().isInterrupted(); ) {
      long before = nanoTime.getAsLong();
      LockSupport.parkNanos(wait);
      wait -= nanoTime.getAsLong() - before;
    }
  }

  /** Takes the next slot and returns its distance in nanoseconds; zero or less is now. */
  synchronized long reserve() {
    if (nanosPerWrite == 0) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    long slot = Math.max(now, nextFree);
    nextFree = slot + nanosPerWrite;
    return slot - now;
  }
}
