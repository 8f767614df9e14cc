package io.securitybaseline.reconcile;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Some workers with a queue of their own, and whether they make progress. A long queue is no fault
 * (ten thousand namespaces at a limited rate of writes take many minutes); work that stands still
 * is.
 */
final class ReconcilerPool {
  /** Longer than any one task may take: a slow API server is no reason to be restarted. */
  private static final long PATIENCE_NANOS = Duration.ofMinutes(3).toNanos();

  private final ExecutorService workers;
  private final LongSupplier nanoTime;
  private final AtomicLong outstanding = new AtomicLong();

  /** When there was last nothing to do or something done. */
  private volatile long lastProgress;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  ReconcilerPool(ExecutorService workers, LongSupplier nanoTime) {
    this.workers = workers;
    this.nanoTime = nanoTime;
    this.lastProgress = nanoTime.getAsLong();
  }

  ExecutorService workers() {
    return workers;
  }

  void execute(Runnable task) {
    if (outstanding.get() == 0) {
      lastProgress = nanoTime.getAsLong();
    }
    outstanding.incrementAndGet();
    try {
      workers.execute(() -> run(task));
    } catch (RuntimeException e) {
      outstanding.decrementAndGet();
      throw e;
    }
  }

  /** False when there has been something to do for long and nothing was done. */
  boolean isMoving() {
    return outstanding.get() == 0 || nanoTime.getAsLong() - lastProgress < PATIENCE_NANOS;
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      lastProgress = nanoTime.getAsLong();
      outstanding.decrementAndGet();
    }
  }
}
