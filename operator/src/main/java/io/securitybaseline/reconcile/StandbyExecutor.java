package io.securitybaseline.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps all tasks until this process leads. The framework would elect leaders itself, by the clocks
 * of the candidates and by a single lease. Here its reconcilers start at once, so that caches and
 * queues are filled, and no task of theirs runs: at most one waits for each object, and reads the
 * object when it runs.
 */
final class StandbyExecutor extends AbstractExecutorService {

  private final ExecutorService executor;
  private final List<Kept> kept = new ArrayList<>();
  private boolean leading;

  /**
   * @param executor runs the tasks of a leader
   */
  StandbyExecutor(ExecutorService executor) {
    this.executor = executor;
  }

  /**
   * @param context the logging context, which names the kind of object that the task is for
   */
  private record Kept(Runnable task, @Nullable Map<String, String> context) {}

  /** Runs the tasks that were kept, and all that come from now on. */
  synchronized void lead() {
    leading = true;
    Map<String, String> before = MDC.getCopyOfContextMap();
    kept.forEach(each -> {
      setContext(each.context());
      executor.execute(each.task());
    });
    setContext(before);
    kept.clear();
  }

  private static void setContext(@Nullable Map<String, String> context) {
    MDC.setContextMap(context == null ? Map.of() : context);
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (leading) {
      executor.execute(task);
    } else if (!executor.isShutdown()) {
      kept.add(new Kept(task, MDC.getCopyOfContextMap()));
    }
  }

  @Override
  public synchronized void shutdown() {
    kept.clear();
    executor.shutdown();
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    kept.clear();
    return executor.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }
}
