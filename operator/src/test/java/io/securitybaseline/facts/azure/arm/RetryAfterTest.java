package io.securitybaseline.facts.azure.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.azure.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers and proxies write into the header, as it comes over the wire. */
class RetryAfterTest extends AgainstAzure {

  @ParameterizedTest
  @CsvSource({"0, PT0S", "77, PT77S", "99999999999999999999, PT999999999S"})
  void secondsAreTakenAsTheyAreAndAtMostAsManyAsCanBeMeant(String header, Duration expected) {
    throttled(header);

    assertThat(failure().retryAfter()).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "1.5", "soon", "Fri, 01 Jan 2010 00:00:00 GMT"})
  void whatAsksForNothingIsNoRequest(String header) {
    throttled(header);

    assertThat(failure().retryAfter()).isEmpty();
  }

  @Test
  void dateIsReckonedByTheServersClock() {
    throttled("Fri, 01 Jan 2100 00:01:30 GMT");

    assertThat(failure().retryAfter().orElseThrow()).isGreaterThan(Duration.ofDays(365));
  }

  private static void throttled(String header) {
    azure.on("cluster", Reply.error(429, "Throttled", Map.of("Retry-After", header)));
  }
}
