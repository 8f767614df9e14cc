package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.NamespaceCounts;
import io.securitybaseline.api.status.NamespaceFinding;
import io.securitybaseline.api.status.UnevaluatedNamespaces;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.RollUp;
import io.securitybaseline.report.StatusReport;
import io.securitybaseline.report.TrimLevel;
import io.securitybaseline.report.Unevaluated;
import java.util.List;

/** The section of the status on the InstanceMetadata control, bounded in size. */
public final class InstanceMetadataSection {

  /** More than there are names of the platform's. */
  private static final int MOST_SYSTEM = 25;

  private static final int MOST_EXCLUDED = 10;

  private InstanceMetadataSection() {}

  public static InstanceMetadataStatus of(InstanceMetadataReport report, TrimLevel detail) {
    return new InstanceMetadataStatus(
        report.engine(),
        counts(report.rollUp()),
        unevaluated(report.unevaluated().system(), detail.most(MOST_SYSTEM)),
        unevaluated(report.unevaluated().excluded(), detail.most(MOST_EXCLUDED)),
        report.planned(),
        worst(report.rollUp(), detail),
        report.notes().stream()
            .limit(detail.notes())
            .map(note -> detail.text(note, StatusReport.FINDING_BYTES))
            .toList());
  }

  private static UnevaluatedNamespaces unevaluated(Unevaluated unevaluated, int most) {
    return new UnevaluatedNamespaces(
        unevaluated.total(),
        unevaluated.withPods().size(),
        unevaluated.withPods().stream().limit(most).toList());
  }

  private static NamespaceCounts counts(RollUp rollUp) {
    return new NamespaceCounts(
        rollUp.total(),
        rollUp.count(SubjectState.COMPLIANT),
        rollUp.count(SubjectState.EXEMPT),
        rollUp.count(SubjectState.VIOLATING),
        rollUp.count(SubjectState.PENDING),
        rollUp.count(SubjectState.FAILED));
  }

  private static List<NamespaceFinding> worst(RollUp rollUp, TrimLevel detail) {
    return rollUp.worst().stream()
        .limit(detail.most(RollUp.WORST))
        .map(worst ->
            new NamespaceFinding(
                worst.namespace(),
                worst.finding().reason(),
                detail.text(worst.finding().message(), StatusReport.FINDING_BYTES)))
        .toList();
  }
}
