package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.status.NamespaceCounts;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.api.status.UnevaluatedNamespaces;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.Measurement;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TrimLevel;
import io.securitybaseline.report.Unevaluated;
import java.util.List;
import java.util.Map;

/** Parts of the section of the status on the control, bounded in size. */
final class InstanceMetadataSection {

  /** More than the platform has namespaces. */
  private static final int MOST_SYSTEM = 25;

  private static final int MOST_EXCLUDED = 10;

  private static final int MOST_PROBES = 50;

  /** Bytes of a message; that of a probe is ASCII. */
  private static final int PROBE_BYTES = 120;

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

  /** The results are state that is read again: only their messages are shortened. */
  List<ProbeStatus> probes(List<ProbeStatus> results) {
    return results.stream().limit(MOST_PROBES).map(this::shortened).toList();
  }

  private ProbeStatus shortened(ProbeStatus result) {
    return result.message() == null
        ? result
        : result.withMessage(level.text(result.message(), PROBE_BYTES));
  }

  /** The metric of a result. */
  static Measurement measurement(ProbeStatus probe) {
    return Measurement.of(
        "probes",
        "Results of probes by node pool; the value is 1",
        Map.of(
            "pool",
            probe.pool(),
            "architecture",
            ProbeBasis.orEmpty(probe.architecture()),
            "result",
            probe.result(),
            "policy",
            ProbeBasis.orEmpty(probe.policy())),
        1);
  }
}
