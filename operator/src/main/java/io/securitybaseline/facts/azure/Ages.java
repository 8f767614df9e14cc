package io.securitybaseline.facts.azure;

import java.time.Duration;
import java.time.Instant;

/** How old what was read may be at the moment, each part by itself. */
record Ages(Instant now, Duration refresh) {

  /** What was read counts for so long, however short the refresh interval is. */
  static final Duration KEPT = Duration.ofHours(6);

  boolean count(Instant readAt) {
    Duration limit = refresh.multipliedBy(2);
    return !readAt.equals(Instant.MIN)
        && Duration.between(readAt, now).compareTo(limit.compareTo(KEPT) < 0 ? KEPT : limit) <= 0;
  }

  /** What is only kept, as long as it is young enough. */
  <T> Part<T> whileItCounts(Part<T> part) {
    return part instanceof Part.Cached<T>(_, Instant readAt, Failure why) && !count(readAt)
        ? new Part.Missing<>(why)
        : part;
  }
}
