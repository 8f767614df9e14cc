package io.securitybaseline.report;

import io.securitybaseline.control.Finding;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What one control has to say in the status. */
public interface ControlReport {

  /** How far its first look has come; until then the rest is not told. */
  Progress progress();

  /**
   * What it found, by the type of the condition that says so, in the order in which people read
   * them; empty where the control is off.
   */
  SequencedMap<String, ConditionValue> conditions();

  /** Present if nothing can be put right anywhere, so that waiting will not help. */
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

  /** Writes its section and its part of the summary. */
  void addTo(StatusDraft draft);
}
