package io.securitybaseline.command;

import io.securitybaseline.reconcile.OperatorRuntime;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks the operator's workers for a sign of life each time somebody asks for its health. */
final class Health {

  /** Longer than any one request may take, so that a slow API server is no reason to be killed. */
  private static final long PATIENCE_NANOS = Duration.ofMinutes(3).toNanos();

  private final OperatorRuntime runtime;
  private @Nullable Future<?> sign;
  private long askedAt;

  Health(OperatorRuntime runtime) {
    this.runtime = runtime;
  }

  boolean isReady() {
    return runtime.isReady();
  }

  /** False when what was asked of the workers long ago has still not been done. */
  synchronized boolean isAlive() {
    if (!runtime.isReady()) {
      return true;
    }
    Future<?> asked = sign;
    if (asked != null && !asked.isDone()) {
      return System.nanoTime() - askedAt < PATIENCE_NANOS;
    }
    try {
      askedAt = System.nanoTime();
      sign = runtime.executor().submit(() -> {});
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }
}
