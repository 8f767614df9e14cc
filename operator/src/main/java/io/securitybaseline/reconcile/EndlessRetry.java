package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;

/** How the framework repeats what failed outside of our reconcilers. */
final class EndlessRetry {

  private EndlessRetry() {}

  /** Never gives up: five attempts and then silence would leave a namespace bare for hours. */
  static GenericRetry create() {
    return new GenericRetry()
        .setInitialInterval(1000)
        .setIntervalMultiplier(2)
        .setMaxInterval(Duration.ofMinutes(5).toMillis())
        .withoutMaxAttempts();
  }
}
