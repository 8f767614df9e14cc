package io.securitybaseline.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what a cluster comes to by itself. The bound is for a test that fails. */
public final class Eventually {

  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private Eventually() {}

  /** Returns as soon as the assertion holds; what is not there yet may throw. */
  public static void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .pollInSameThread()
        .ignoreExceptions()
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN_LOOKS)
        .atMost(BOUND)
        .untilAsserted(assertion);
  }
}
