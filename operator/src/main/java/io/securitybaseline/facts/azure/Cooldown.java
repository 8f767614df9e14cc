package io.securitybaseline.facts.azure;

import java.time.Duration;
import java.time.Instant;

/**
 * The minimum delay after a round, for every caller.
 *
 * @param since when the round ended
 * @param requested how long Azure asked for
 */
record Cooldown(Instant since, Duration requested) {

  static final Cooldown NONE = new Cooldown(Instant.MIN, Duration.ZERO);

  /** A client that asks for readings faster than this gets them at this pace. */
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(10);

  /**
   * @param sameCluster whether the round was for the cluster that is to be read next
   */
  Duration left(Instant now, boolean sameCluster) {
    Duration whole =
        sameCluster && requested.compareTo(BETWEEN_ROUNDS) < 0 ? BETWEEN_ROUNDS : requested;
    Duration passed = Duration.between(since, now);
    return passed.compareTo(whole) < 0 ? whole.minus(passed) : Duration.ZERO;
  }
}
