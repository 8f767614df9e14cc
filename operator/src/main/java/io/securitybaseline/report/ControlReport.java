package io.securitybaseline.report;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** What one control reports: conditions, a section of the status, metrics and events. */
public interface ControlReport {

  /** The mode in effect; a control that changes nothing is in Audit. */
  default Mode mode() {
    return Mode.AUDIT;
  }

  /** How far its first evaluation is; until it is complete, conditions report only that. */
  Progress progress();

  /** Its conditions by type, in the order of the status; empty where the control is off. */
  SequencedMap<String, ConditionValue> conditions();

  /** Conditions that are shown after those of the controls, and do not count for any other. */
  default SequencedMap<String, ConditionValue> unscored() {
    return new LinkedHashMap<>();
  }

  /** Present if no change succeeds anywhere, so that waiting does not help. */
  default Optional<ConditionValue> stalled() {
    return Optional.empty();
  }

  /** Mistakes in the spec that concern it. */
  default List<Finding> mistakes() {
    return List.of();
  }

  /**
   * Present if what it reports cannot be verified now, so that {@code Ready} must not be {@code
   * True}.
   */
  default Optional<ConditionValue> uncertain() {
    return Optional.empty();
  }

  /** The values of its metrics. */
  default List<Measurement> measurements() {
    return List.of();
  }

  /** The values of metrics of single objects, which are published on request only. */
  default Stream<Measurement> objectMeasurements() {
    return Stream.empty();
  }

  /** States of single objects that are worth an event on the object. */
  default List<Alarm> alarms() {
    return List.of();
  }

  /** Writes its section and its part of the summary. */
  void addTo(StatusDraft draft);
}
