package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.control.ControlId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published of any control's measurements. */
class ControlMetricsTest {
  private static final ControlId ONE = new ControlId("One");
  private static final ControlId OTHER = new ControlId("Other");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ControlMetrics metrics = new Metrics(registry, "1.2.3").controls();

  @Test
  void nameLabelsAndValueAreThoseOfTheMeasurement() {
    metrics.publish(ONE, measuring(pool("a", 3), state("bad", 2)), false);

    assertThat(samples())
        .containsExactlyInAnyOrder(
            "securitybaseline_pools{pool=\"a\"} 3.0", "securitybaseline_things{state=\"bad\"} 2.0");
    assertThat(registry.scrape()).contains("# HELP securitybaseline_pools Pools of nodes");
  }

  @Test
  void whatIsNotMeasuredAnyMoreIsGoneOrZero() {
    metrics.publish(ONE, measuring(pool("a", 3), pool("b", 1), state("bad", 2)), false);
    metrics.publish(ONE, measuring(pool("b", 4)), false);

    assertThat(samples())
        .containsExactlyInAnyOrder(
            "securitybaseline_pools{pool=\"b\"} 4.0", "securitybaseline_things{state=\"bad\"} 0.0");

    metrics.forget();
    assertThat(samples()).containsExactly("securitybaseline_things{state=\"bad\"} 0.0");

    metrics.publish(ONE, measuring(state("bad", 5)), false);
    assertThat(samples()).containsExactly("securitybaseline_things{state=\"bad\"} 5.0");
  }

  @Test
  void controlsDoNotReplaceEachOthersSeries() {
    metrics.publish(ONE, measuring(pool("a", 3)), false);
    metrics.publish(OTHER, measuring(pool("b", 4)), false);
    metrics.publish(OTHER, measuring(), false);

    assertThat(samples()).containsExactly("securitybaseline_pools{pool=\"a\"} 3.0");
  }

  @Test
  void seriesOfObjectsArePublishedOnRequestOnly() {
    ControlReport report = measuring(List.of(state("bad", 2)), List.of(pool("a", 3)));

    metrics.publish(ONE, report, false);
    assertThat(samples()).containsExactly("securitybaseline_things{state=\"bad\"} 2.0");

    metrics.publish(ONE, report, true);
    assertThat(samples()).hasSize(2);
  }

  /** A report whose facts are doubted is measured as it was last known. */
  @Test
  void doubtLeavesMeasurementsAsTheyAre() {
    ControlReport known = measuring(List.of(state("bad", 2)), List.of(pool("a", 3)));
    ControlReport doubted =
        new UncertainReport(
            known,
            ConditionValue.unknown("CacheStale", "not watched"),
            UncertainReport.Scope.EVERYTHING);

    assertThat(doubted.measurements()).isEqualTo(known.measurements());
    assertThat(doubted.objectMeasurements()).containsExactlyElementsOf(List.of(pool("a", 3)));
    assertThat(new OffReport(Samples.DONE).measurements()).isEmpty();
  }

  /** However reports follow each other, what is published is the last one's. */
  @EverySeed
  void publishedIsTheLastReport(long seed) {
    var random = Seeds.random(seed);
    List<Measurement> last = List.of();
    for (int i = 0; i < 5; i++) {
      Map<String, Measurement> byLabel = new LinkedHashMap<>();
      for (int j = random.nextInt(5); j > 0; j--) {
        Measurement one = pool("p" + random.nextInt(4), random.nextInt(9));
        byLabel.put(one.labels().toString(), one);
      }
      last = new ArrayList<>(byLabel.values());
      metrics.publish(ONE, measuring(last, List.of()), false);
    }

    assertThat(samples())
        .containsExactlyInAnyOrderElementsOf(
            last.stream()
                .map(it ->
                    "securitybaseline_pools{pool=\"%s\"} %s"
                        .formatted(it.labels().get("pool"), it.value()))
                .toList());
  }

  private static Measurement pool(String name, int value) {
    return Measurement.of("pools", "Pools of nodes", Map.of("pool", name), value);
  }

  private static Measurement state(String state, int value) {
    return Measurement.count("things", "Things by state", Map.of("state", state), value);
  }

  private static ControlReport measuring(Measurement... measurements) {
    return measuring(List.of(measurements), List.of());
  }

  private static ControlReport measuring(
      List<Measurement> measurements, List<Measurement> ofObjects) {
    return new ControlReport() {
      @Override
      public Progress progress() {
        return Samples.DONE;
      }

      @Override
      public SequencedMap<String, ConditionValue> conditions() {
        return new LinkedHashMap<>();
      }

      @Override
      public List<Measurement> measurements() {
        return measurements;
      }

      @Override
      public Stream<Measurement> objectMeasurements() {
        return ofObjects.stream();
      }

      @Override
      public void addTo(StatusDraft draft) {
        // Has no section.
      }
    };
  }

  private List<String> samples() {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.contains("_pools") || line.contains("_things"))
        .filter(line -> !line.startsWith("#"))
        .toList();
  }
}
