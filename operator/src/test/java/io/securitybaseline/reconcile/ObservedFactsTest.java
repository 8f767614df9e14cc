package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservedFactsTest {

  private static final String START = "2026-11-28T10:00:00Z";

  private final MovableClock clock = MovableClock.at(START);
  private final ObservedFacts facts =
      NoControls.facts(
          new Metrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "test"), clock);

  /** A binding is evaluated between two passes over the whole cluster, minutes later. */
  @Test
  void theTimeIsThatOfTheEvaluationAndNotOfTheLastPassOverTheCluster() {
    facts.observe();
    clock.advance(Duration.ofMinutes(4));

    assertThat(facts.get().now()).isEqualTo(Instant.parse(START).plus(Duration.ofMinutes(4)));
  }

  @Test
  void beforeTheFirstPassTheFactsAreObserved() {
    clock.advance(Duration.ofMinutes(1));

    assertThat(facts.get().now()).isEqualTo(Instant.parse(START).plus(Duration.ofMinutes(1)));
  }
}
