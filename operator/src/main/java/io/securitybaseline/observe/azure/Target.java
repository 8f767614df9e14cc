package io.securitybaseline.observe.azure;

import java.time.Duration;
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
}
