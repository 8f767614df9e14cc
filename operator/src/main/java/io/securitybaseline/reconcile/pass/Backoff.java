package io.securitybaseline.reconcile.pass;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failure: longer each time, with jitter. */
public final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 12;

  /** How many doublings a rejection is ahead of a transient failure. */
  private static final int REJECTION_HEAD_START = 2;

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** After a transient failure; never sooner than the server asked for. */
  public Duration after(int failures, Duration atLeast) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return jittered(wait.compareTo(atLeast) < 0 ? atLeast : wait);
  }

  /** After a transient failure without a delay from the server. */
  public Duration soon(int failures) {
    return after(failures, Duration.ZERO);
  }

  /**
   * After a rejection. It may last until a user fixes the cause, but an API server that has just
   * started rejects all requests until it has read its roles.
   */
  public Duration afterRejection(int failures) {
    return after(failures + REJECTION_HEAD_START, Duration.ZERO);
  }

  /** Up to a fifth longer, so that many that failed together are not retried together. */
  private Duration jittered(Duration wait) {
    return wait.plusMillis((long) (wait.toMillis() * 0.2 * random.nextDouble()));
  }
}
