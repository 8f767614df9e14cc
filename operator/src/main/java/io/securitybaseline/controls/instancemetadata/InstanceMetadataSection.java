package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.status.NamespaceCounts;
import io.securitybaseline.api.status.UnevaluatedNamespaces;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TrimLevel;
import io.securitybaseline.report.Unevaluated;

/** Parts of the section of the status on the control, bounded in size. */
final class InstanceMetadataSection {

  /** More than the platform has namespaces. */
  private static final int MOST_SYSTEM = 25;

  private static final int MOST_EXCLUDED = 10;

  private final TrimLevel level;

  InstanceMetadataSection(TrimLevel level) {
    this.level = level;
  }

  UnevaluatedNamespaces system(Unevaluated unevaluated) {
    return unevaluated(unevaluated, level.inventory(MOST_SYSTEM));
  }

  UnevaluatedNamespaces excluded(Unevaluated unevaluated) {
    return unevaluated(unevaluated, level.inventory(MOST_EXCLUDED));
  }

  /** The name of a state in the status and in metrics. */
  static String label(SubjectState state) {
    return switch (state) {
      case COMPLIANT -> "restricted";
      case EXEMPT -> "exempt";
      case VIOLATING -> "exposed";
      case PENDING -> "pending";
      case FAILED -> "failed";
    };
  }

  private static UnevaluatedNamespaces unevaluated(Unevaluated unevaluated, int most) {
    return new UnevaluatedNamespaces(
        unevaluated.total(),
        unevaluated.withPods().size(),
        unevaluated.withPods().stream().limit(most).toList());
  }

  NamespaceCounts counts(Tally tally) {
    return new NamespaceCounts(
        tally.total(),
        tally.count(SubjectState.COMPLIANT),
        tally.count(SubjectState.EXEMPT),
        tally.count(SubjectState.VIOLATING),
        tally.count(SubjectState.PENDING),
        tally.count(SubjectState.FAILED));
  }
}
