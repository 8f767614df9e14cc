package io.securitybaseline.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.report.Measurement.Absence;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Publishes what the controls measure, whatever it is. */
public final class ControlMetrics {

  private final MeterRegistry registry;
  private final Map<ControlId, Published> controls = new HashMap<>();

  ControlMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Publishes the measurements of a control, and no others of it.
   *
   * @param ofObjects whether to publish series of single objects too
   */
  public synchronized void publish(ControlId control, ControlReport report, boolean ofObjects) {
    List<Measurement> now =
        Stream.concat(
                report.measurements().stream(),
                ofObjects ? report.objectMeasurements() : Stream.empty())
            .toList();
    controls.computeIfAbsent(control, _ -> new Published()).replace(now);
  }

  /** The baseline is gone, and nothing that was measured holds. */
  public synchronized void forget() {
    controls.values().forEach(published -> published.replace(List.of()));
  }

  /** The series of one control. */
  private final class Published {

    private final Map<String, Series> byName = new LinkedHashMap<>();
    private List<Measurement> last = List.of();

    void replace(List<Measurement> now) {
      if (now.equals(last)) {
        return;
      }
      last = now;
      byName.values().forEach(Series::start);
      for (Measurement measurement : now) {
        byName.computeIfAbsent(measurement.name(), _ -> new Series(measurement)).add(measurement);
      }
      byName.values().forEach(Series::register);
    }
  }

  /** The series of one metric of one control. */
  private final class Series {

    private final MultiGauge gauge;
    private final Map<SortedMap<String, String>, Double> values = new LinkedHashMap<>();
    private final Map<SortedMap<String, String>, Double> zeros = new LinkedHashMap<>();

    Series(Measurement first) {
      gauge =
          MultiGauge.builder(Metrics.PREFIX + first.name())
              .description(first.description())
              .register(registry);
    }

    void start() {
      values.clear();
      values.putAll(zeros);
    }

    void add(Measurement measurement) {
      values.put(measurement.labels(), measurement.value());
      if (measurement.absence() == Absence.ZERO) {
        zeros.put(measurement.labels(), 0.0);
      }
    }

    void register() {
      gauge.register(
          values.entrySet().stream()
              .<Row<?>>map(series -> Row.of(tags(series.getKey()), series.getValue()))
              .toList(),
          true);
    }

    private static Tags tags(SortedMap<String, String> labels) {
      Tags tags = Tags.empty();
      for (Map.Entry<String, String> label : labels.entrySet()) {
        tags = tags.and(label.getKey(), label.getValue());
      }
      return tags;
    }
  }
}
