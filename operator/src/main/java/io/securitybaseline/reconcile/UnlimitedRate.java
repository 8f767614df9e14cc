package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits no pass. Unlike the framework's limiter when it is switched off, it keeps no state of each
 * object, of which there may be ten thousand.
 */
final class UnlimitedRate implements RateLimiter<UnlimitedRate.State> {

  /** Nothing to remember. */
  enum State implements RateLimitState {
    SHARED
  }

  @Override
  public Optional<Duration> isLimited(RateLimitState state) {
    return Optional.empty();
  }

  @Override
  public State initState() {
    return State.SHARED;
  }
}
