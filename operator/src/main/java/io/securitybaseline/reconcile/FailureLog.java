package io.securitybaseline.reconcile;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs exceptions of reconcilers: each kind of exception once with its stack trace, after that at
 * most one line a minute that counts the others. Ten thousand namespaces may fail for one reason.
 */
final class FailureLog {

  private static final Logger log = LoggerFactory.getLogger(FailureLog.class);

  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  /** An exception whose place varies must not fill the log or the memory either. */
  private static final int MOST_TRACES = 50;

  private final LongSupplier nanoTime;
  private final Set<String> traced = new HashSet<>();
  private long nextLine;
  private int omitted;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  FailureLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.nextLine = nanoTime.getAsLong();
  }

  synchronized void failed(String reconciler, String object, Throwable error) {
    boolean isNew = traced.size() < MOST_TRACES && traced.add(reconciler + " " + place(error));
    long now = nanoTime.getAsLong();
    if (!isNew && nextLine - now > 0) {
      omitted++;
      return;
    }
    nextLine = now + BETWEEN_LINES.toNanos();
    log.atError()
        .setCause(isNew ? error : null)
        .addKeyValue("reconciler", reconciler)
        .addKeyValue("object", object)
        .addKeyValue("error", ErrorText.describe(error))
        .addKeyValue("omitted", omitted)
        .log("reconciliation failed");
    omitted = 0;
  }

  private static String place(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
