package io.securitybaseline.report;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A control that is off. It says nothing, but what an earlier Enforce made is still taken back, and
 * only when that was looked after everywhere is the spec applied.
 */
public record OffReport(Progress progress) implements ControlReport {

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    return new LinkedHashMap<>();
  }

  @Override
  public void addTo(StatusDraft draft) {
    // Nothing is told of what nobody asked about.
  }
}
