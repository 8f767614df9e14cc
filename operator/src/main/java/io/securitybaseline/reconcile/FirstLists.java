package io.securitybaseline.reconcile;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waits for the first list of every kind. A cluster may be so large that they take minutes; what
 * ends the wait is that nothing of any list arrives any more.
 */
final class FirstLists {

  /** How many times the progress is checked before nothing counts as having arrived. */
  static final int CHECKS = 10;

  private final LongSupplier progress;
  private final Duration patience;

  /**
   * @param progress grows while lists are read
   * @param patience how long nothing may arrive
   */
  FirstLists(LongSupplier progress, Duration patience) {
    this.progress = progress;
    this.patience = patience;
  }

  /**
   * Returns when the lists are read.
   *
   * @param start reads them, and returns when it has; what it throws is thrown here
   * @throws UnwatchableClusterException if nothing arrives for too long
   */
  void read(Runnable start) {
    FutureTask<Void> reading = new FutureTask<>(start, null);
    Thread.ofPlatform().daemon().name("first-lists").start(reading);
    long seen = progress.getAsLong();
    int idle = 0;
    while (!isRead(reading)) {
      long now = progress.getAsLong();
      idle = now == seen ? idle + 1 : 0;
      seen = now;
      if (idle == CHECKS) {
        throw new UnwatchableClusterException(
            "nothing of the first lists arrived for %d seconds: check the API server and the network, or raise --list-timeout"
                .formatted(patience.toSeconds()));
      }
    }
  }

  /** Waits for a part of the patience. */
  private boolean isRead(FutureTask<Void> reading) {
    try {
      reading.get(patience.toMillis() / CHECKS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the first lists were read", e);
    }
  }
}
