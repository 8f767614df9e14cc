package io.securitybaseline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The report of a control that is off. It has no conditions. What an earlier Enforce created is
 * still cleaned up, and the spec is applied only when that was evaluated everywhere.
 *
 * @param measurements of what is counted anyway
 */
public record OffReport(Progress progress, List<Measurement> measurements)
    implements ControlReport {

  public OffReport {
    measurements = List.copyOf(measurements);
  }

  /** One without measurements. */
  public OffReport(Progress progress) {
    this(progress, List.of());
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    return new LinkedHashMap<>();
  }

  @Override
  public void addTo(StatusDraft draft) {
    // A control that is off has no section.
  }
}
