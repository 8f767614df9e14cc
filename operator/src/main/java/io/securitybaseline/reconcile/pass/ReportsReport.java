package io.securitybaseline.reconcile.pass;

import io.securitybaseline.api.spec.Reports;
import io.securitybaseline.reconcile.pass.StoredReports.Knowledge;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusDraft;
import io.securitybaseline.report.policy.ReportKind;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What is reported of the policy reports: one condition, for as long as the spec asks for them. It
 * counts neither for {@code Ready} nor for {@code Compliant}: they are another form of the status.
 */
public record ReportsReport(Optional<ConditionValue> condition) implements ControlReport {

  /** The type of the condition. */
  public static final String CONDITION = "ReportsWritten";

  static final String DEFINITION_MISSING = "DefinitionMissing";
  static final String NOT_READABLE = "NotReadable";
  static final String NOT_WRITABLE = "NotWritable";

  /** The report for what the spec asks for. */
  static ReportsReport of(
      Reports reports, StoredReports stored, ReportWrites writes, boolean isOpen) {
    return new ReportsReport(
        ReportKind.of(reports).map(kind -> value(kind, stored, writes, isOpen)));
  }

  private static ConditionValue value(
      ReportKind kind, StoredReports stored, ReportWrites writes, boolean isOpen) {
    Knowledge knowledge = stored.knowledge(kind);
    return switch (knowledge) {
      case NOT_SERVED ->
          ConditionValue.ofFalse(
              DEFINITION_MISSING,
              "the API server does not serve %s of %s: install its CustomResourceDefinitions, or set"
                      .formatted(kind.namespaced(), kind.apiVersion())
                  + " spec.reports to None");
      case FAILED ->
          ConditionValue.ofFalse(
              NOT_READABLE,
              "the policy reports cannot be read: set the Helm value reports.enabled to true: "
                  + stored.problem(kind).orElse(""));
      case READING, NONE ->
          ConditionValue.unknown("Evaluating", "the policy reports in the cluster are being read");
      case KNOWN -> written(kind, writes, isOpen);
    };
  }

  private static ConditionValue written(ReportKind kind, ReportWrites writes, boolean isOpen) {
    Optional<String> rejection = writes.rejection();
    if (rejection.isPresent()) {
      return ConditionValue.ofFalse(
          NOT_WRITABLE,
          "%,d policy reports cannot be written: %s".formatted(writes.failing(), rejection.get()));
    }
    return isOpen
        ? ConditionValue.ofTrue(
            "Written",
            "the findings are written as %s of %s".formatted(kind.namespaced(), kind.apiVersion()))
        : ConditionValue.unknown(
            "Evaluating", "policy reports are written after the first evaluation");
  }

  @Override
  public Progress progress() {
    return new Progress("policy reports", 0, 0);
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    return new LinkedHashMap<>();
  }

  @Override
  public SequencedMap<String, ConditionValue> unscored() {
    SequencedMap<String, ConditionValue> unscored = new LinkedHashMap<>();
    condition.ifPresent(value -> unscored.put(CONDITION, value));
    return unscored;
  }

  @Override
  public void addTo(StatusDraft draft) {
    // It has no section.
  }
}
