package io.securitybaseline.facts.azure;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer with one thread, which does not begin before something is set. */
public final class DaemonTimer implements PollTimer {

  private final ScheduledThreadPoolExecutor executor;
  private @Nullable ScheduledFuture<?> next;

  public DaemonTimer(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public synchronized void set(Duration delay, Runnable task) {
    cancel();
    if (!executor.isShutdown()) {
      next = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void cancel() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
