package io.securitybaseline.facts.azure;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to ask Azure again. Every wait is up to a tenth longer by chance, so that clusters that
 * started together do not ask together: they share their subscription's quota.
 */
public final class PollRhythm {

  private static final Duration LATEST_START = Duration.ofSeconds(10);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 10;

  /** Azure asks for minutes; an answer that asks for days is not to be trusted. */
  private static final Duration LONGEST_REQUESTED = Duration.ofHours(1);

  private static final double JITTER = 0.1;

  private final RandomGenerator random;

  public PollRhythm(RandomGenerator random) {
    this.random = random;
  }

  /** The wait before the first round: replicas of many clusters may be started by one hand. */
  public Duration first() {
    return Duration.ofMillis((long) (LATEST_START.toMillis() * random.nextDouble()));
  }

  /** The wait after a round that brought all that was available. */
  Duration afterSuccess(Duration refresh, Optional<Duration> requested) {
    return jittered(longer(refresh, requested(requested)));
  }

  /**
   * The wait after a round that failed or lacked something: from half a minute on twice as long
   * each time, up to the refresh interval, and never sooner than Azure asked for.
   *
   * @param failures how many did in a row, this one included
   */
  public Duration afterFailure(int failures, Duration refresh, Optional<Duration> requested) {
    Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration wait = shorter(doubled, shorter(refresh, LONGEST_RETRY));
    return jittered(longer(wait, requested(requested)));
  }

  /** How long Azure is to be left alone. */
  public static Duration requested(Optional<Duration> retryAfter) {
    return retryAfter.map(asked -> shorter(asked, LONGEST_REQUESTED)).orElse(Duration.ZERO);
  }

  private Duration jittered(Duration wait) {
    return wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
