package io.securitybaseline.report;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The report of a control whose facts cannot be verified now. Counts and findings stay as they were
 * last known; the conditions do not claim that they still hold.
 *
 * @param report as last known
 * @param condition {@code Unknown}, with the cause
 * @param scope which conditions the cause affects
 */
public record UncertainReport(ControlReport report, ConditionValue condition, Scope scope)
    implements ControlReport {

  /** Which conditions of the control a cause affects. */
  public enum Scope {
    /** All: what was found may no longer be true either. */
    EVERYTHING,
    /** Those that claim that everything is met: what was found elsewhere is still true. */
    CLAIMS
  }

  @Override
  public Mode mode() {
    return report.mode();
  }

  @Override
  public Progress progress() {
    return report.progress();
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    report
        .conditions()
        .forEach((type, found) -> conditions.put(type, isKept(found) ? found : condition));
    return conditions;
  }

  private boolean isKept(ConditionValue found) {
    return scope == Scope.CLAIMS && report.progress().complete() && found.is(ConditionValue.FALSE);
  }

  @Override
  public Optional<ConditionValue> uncertain() {
    return Optional.of(condition);
  }

  @Override
  public List<Finding> mistakes() {
    return report.mistakes();
  }

  @Override
  public List<Measurement> measurements() {
    return report.measurements();
  }

  @Override
  public Stream<Measurement> objectMeasurements() {
    return report.objectMeasurements();
  }

  @Override
  public List<Alarm> alarms() {
    return report.alarms();
  }

  @Override
  public void addTo(StatusDraft draft) {
    report.addTo(draft);
  }
}
