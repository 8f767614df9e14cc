package io.securitybaseline.runtime;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.client.ApiServerOutage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Withholds what the client's libraries log, with a stack trace, for each attempt of each watch:
 * what an outage explains that {@link ApiServerOutage} has logged, and repetitions of the same
 * failure within {@link #SAME}. Changes that are retried are withheld during an outage, too. Every
 * other line passes, and so does the first of each failure that no outage explains.
 */
final class OutageNoise extends Filter<ILoggingEvent> {

  static final Duration SAME = Duration.ofMinutes(10);

  private static final List<String> LIBRARIES = List.of("io.fabric8.", "io.javaoperatorsdk.");
  private static final int MOST_FAILURES = 200;

  private final ApiServerOutage outage;
  private final LongSupplier nanoTime;

  /** When each failure was shown last. */
  private final Map<Failure, Long> shown =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Failure, Long> eldest) {
          return size() > MOST_FAILURES;
        }
      };

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public OutageNoise(ApiServerOutage outage, LongSupplier nanoTime) {
    this.outage = outage;
    this.nanoTime = nanoTime;
  }

  /**
   * @param template of the message, without its arguments
   * @param cause the first one, with the code of an answer
   */
  private record Failure(String logger, String template, String cause) {}

  @Override
  public FilterReply decide(ILoggingEvent event) {
    Throwable thrown = thrown(event);
    boolean noise =
        LIBRARIES.stream().anyMatch(event.getLoggerName()::startsWith)
            ? thrown != null && (outage.explains(thrown) || wasShown(event, thrown))
            : isRetriedChange(event) && outage.isCurrent();
    return noise ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private synchronized boolean wasShown(ILoggingEvent event, Throwable thrown) {
    Throwable first = ApiServerOutage.causes(thrown).reduce(thrown, (_, cause) -> cause);
    String cause =
        first instanceof KubernetesClientException rejection
            ? "HTTP " + rejection.getCode()
            : first.getClass().getName();
    Failure failure = new Failure(event.getLoggerName(), event.getMessage(), cause);
    long now = nanoTime.getAsLong();
    Long before = shown.get(failure);
    if (before != null && now - before < SAME.toNanos()) {
      return true;
    }
    shown.put(failure, now);
    return false;
  }

  private static @Nullable Throwable thrown(ILoggingEvent event) {
    return event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
  }

  private static boolean isRetriedChange(ILoggingEvent event) {
    return event.getLoggerName().equals(Applier.class.getName())
        && event.getKeyValuePairs() != null
        && event.getKeyValuePairs().stream()
            .anyMatch(pair -> pair.key.equals("outcome") && "later".equals(pair.value));
  }
}
