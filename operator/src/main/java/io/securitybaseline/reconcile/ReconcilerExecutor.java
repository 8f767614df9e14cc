package io.securitybaseline.reconcile;

import io.securitybaseline.api.SecurityBaseline;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.MDC;

/**
 * Workers for namespaces and one of its own for the baseline, so that a changed spec (such as a
 * switch back to Audit) never waits behind ten thousand namespaces. The framework has one executor
 * for all reconcilers; only the logging context that it sets shows which one a task is for.
 */
final class ReconcilerExecutor extends AbstractExecutorService {

  private static final String KIND = "resource.kind";
  private static final String BASELINE_KIND = SecurityBaseline.class.getSimpleName();

  private final ReconcilerPool namespaces;
  private final ReconcilerPool baseline;

  /**
   * @param workers for namespaces
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  ReconcilerExecutor(int workers, LongSupplier nanoTime) {
    namespaces =
        new ReconcilerPool(Executors.newFixedThreadPool(workers, named("namespaces-")), nanoTime);
    baseline = new ReconcilerPool(Executors.newSingleThreadExecutor(named("baseline-")), nanoTime);
  }

  /** False when one of the pools has made no progress for long although it has work. */
  boolean isMoving() {
    return namespaces.isMoving() && baseline.isMoving();
  }

  @Override
  public void execute(Runnable task) {
    (BASELINE_KIND.equals(MDC.get(KIND)) ? baseline : namespaces).execute(task);
  }

  @Override
  public void shutdown() {
    namespaces.workers().shutdown();
    baseline.workers().shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return Stream.of(baseline, namespaces)
        .flatMap(lane -> lane.workers().shutdownNow().stream())
        .toList();
  }

  @Override
  public boolean isShutdown() {
    return namespaces.workers().isShutdown() && baseline.workers().isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return namespaces.workers().isTerminated() && baseline.workers().isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    return baseline.workers().awaitTermination(timeout, unit)
        && namespaces
            .workers()
            .awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static ThreadFactory named(String prefix) {
    return Thread.ofPlatform().name(prefix, 1).factory();
  }
}
