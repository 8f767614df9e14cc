package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;

/** How the framework retries what failed outside of the operator's reconcilers. */
final class EndlessRetry {

  private EndlessRetry() {}

  /**
   * Retries without end: five attempts only would leave a namespace without its policy for hours.
   */
  static GenericRetry create() {
    return new GenericRetry()
        .setInitialInterval(1000)
        .setIntervalMultiplier(2)
        .setMaxInterval(Duration.ofMinutes(5).toMillis())
        .withoutMaxAttempts();
  }
}
