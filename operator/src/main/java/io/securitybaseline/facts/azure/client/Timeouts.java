package io.securitybaseline.facts.azure.client;

import java.time.Duration;

/**
 * How long Azure is waited for.
 *
 * @param request for each request, from sending it to the last byte of its answer
 * @param round for all requests of a round together
 */
public record Timeouts(Duration request, Duration round) {

  /** For a request, given how much is left of the round. */
  public Duration within(Duration left) {
    return left.compareTo(request) < 0 ? left : request;
  }
}
