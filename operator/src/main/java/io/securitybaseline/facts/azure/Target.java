package io.securitybaseline.facts.azure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be read.
 *
 * @param resourceId absent: nothing
 * @param refresh how long a reading is good for
 * @param requestedAt a new value asks for a reading now
 */
public record Target(Optional<String> resourceId, Duration refresh, String requestedAt) {

  /** Nothing. */
  public static final Target NONE = new Target(Optional.empty(), Duration.ofMinutes(15), "");

  /** Whether both name the same cluster, or none: Azure compares ids ignoring case. */
  boolean isSameClusterAs(Target other) {
    return compared(resourceId).equals(compared(other.resourceId));
  }

  private static Optional<String> compared(Optional<String> id) {
    return id.map(text -> text.strip().replaceFirst("/$", "").toLowerCase(Locale.ROOT));
  }
}
