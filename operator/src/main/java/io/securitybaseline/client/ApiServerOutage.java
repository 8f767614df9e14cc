package io.securitybaseline.client;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs an outage of the API server in one line, and its end in another. It receives every request,
 * so the log lines of the client's libraries for each attempt need not be shown.
 */
public final class ApiServerOutage {

  private static final Logger log = LoggerFactory.getLogger(ApiServerOutage.class);

  /** A connection that fails now and then is logged once in this time, unless it stays. */
  private static final Duration FLAPPING = Duration.ofMinutes(1);

  private static final Duration STAYS = Duration.ofSeconds(5);

  /** How long after the last failure the libraries may still log it. */
  private static final Duration ECHO = Duration.ofMinutes(1);

  private static final int MOST_CAUSES = 20;

  private final LongSupplier nanoTime;

  /** When the failures began that no answer has ended yet. */
  private @Nullable Long beganNanos;

  private @Nullable Long reportedNanos;
  private boolean reported;
  private volatile @Nullable Long lastFailureNanos;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public ApiServerOutage(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A request got no answer. */
  public void failed(String server, Throwable failure) {
    long now = nanoTime.getAsLong();
    lastFailureNanos = now;
    synchronized (this) {
      if (beganNanos == null) {
        beganNanos = now;
      }
      boolean flaps = reportedNanos != null && now - reportedNanos < FLAPPING.toNanos();
      if (!reported && (!flaps || now - beganNanos >= STAYS.toNanos())) {
        reported = true;
        reportedNanos = now;
        log.atWarn()
            .addKeyValue("server", server)
            .addKeyValue("error", ApiFailure.cause(failure))
            .log("the API server cannot be reached; requests and watches are retried");
      }
    }
  }

  /** A request was answered, however. */
  public void answered() {
    if (lastFailureNanos == null) {
      return;
    }
    synchronized (this) {
      Long began = beganNanos;
      if (began != null && reported) {
        Duration lasted = Duration.ofNanos(nanoTime.getAsLong() - began);
        log.atInfo()
            .addKeyValue("seconds", lasted.toSeconds())
            .log("the API server can be reached again");
      }
      beganNanos = null;
      reported = false;
    }
  }

  /** Whether such an exception only repeats what was logged, or is outdated. */
  public boolean explains(@Nullable Throwable thrown) {
    Long last = lastFailureNanos;
    return last != null
        && nanoTime.getAsLong() - last < ECHO.toNanos()
        && causes(thrown).anyMatch(ApiServerOutage::isOfOutage);
  }

  /** Whether requests have failed and none has been answered since. */
  public boolean isCurrent() {
    synchronized (this) {
      return beganNanos != null;
    }
  }

  /** Whether a request failed without an answer, so that {@link #failed} has logged it. */
  public static boolean isUnanswered(Throwable thrown) {
    return causes(thrown)
            .noneMatch(cause ->
                cause instanceof KubernetesClientException rejection && rejection.getCode() >= 400)
        && causes(thrown).anyMatch(ApiServerOutage::isOfOutage);
  }

  public static Stream<Throwable> causes(@Nullable Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
  }

  /**
   * A failed connection is an exception of the JDK's own; what cannot be parsed is an IOException
   * as well. An API server that has just started answers, but rejects all until it has read its
   * roles.
   */
  private static boolean isOfOutage(Throwable cause) {
    return cause instanceof KubernetesClientException rejection
        ? rejection.getCode() >= 400
        : cause instanceof IOException && cause.getClass().getName().startsWith("java");
  }
}
