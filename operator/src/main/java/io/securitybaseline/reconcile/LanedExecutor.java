package io.securitybaseline.reconcile;

import io.securitybaseline.api.SecurityBaseline;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * Workers for namespaces and one of its own for the baseline, so that a changed spec (a switch back
 * to Audit, say) never waits behind ten thousand namespaces. The framework has one executor for all
 * reconcilers; which one a task is for stands only in the logging context that it sets.
 */
final class LanedExecutor extends AbstractExecutorService {

  private static final String KIND = "resource.kind";
  private static final String BASELINE_KIND = SecurityBaseline.class.getSimpleName();

  private final ExecutorService namespaces;
  private final ExecutorService baseline;

  LanedExecutor(int workers) {
    namespaces = Executors.newFixedThreadPool(workers, named("namespaces-"));
    baseline = Executors.newSingleThreadExecutor(named("baseline-"));
  }

  @Override
  public void execute(Runnable task) {
    (BASELINE_KIND.equals(MDC.get(KIND)) ? baseline : namespaces).execute(task);
  }

  @Override
  public void shutdown() {
    namespaces.shutdown();
    baseline.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    baseline.shutdownNow();
    return namespaces.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return namespaces.isShutdown() && baseline.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return namespaces.isTerminated() && baseline.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    return baseline.awaitTermination(timeout, unit)
        && namespaces.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static ThreadFactory named(String prefix) {
    return Thread.ofPlatform().name(prefix, 1).factory();
  }
}
