package io.securitybaseline.cli.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.ReportedSubject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the running operator reported. The command does not read Azure, so what only Azure shows
 * comes from there.
 */
final class ReportedStatus {

  private static final String UNKNOWN = "Unknown";

  private final Optional<SecurityBaselineStatus> status;

  ReportedStatus(Optional<SecurityBaseline> live) {
    this.status = live.map(SecurityBaseline::getStatus);
  }

  /** The checks of the cluster's settings; empty where none was reported. */
  List<ClusterCheck> checks() {
    return status.map(SecurityBaselineStatus::cluster).map(ClusterStatus::checks).orElse(List.of());
  }

  /** What a reader has to know of it. */
  List<String> notes() {
    return checks().isEmpty()
        ? List.of("the settings of the cluster in Azure are not read: the operator reports them")
        : List.of("the settings of the cluster in Azure are those that the operator reported last");
  }

  /** The finding as it is where Azure was read; empty where the check passes. */
  Optional<Finding> asReported(ReportedSubject subject, Finding finding) {
    if (!subject.kind().equals(Subject.CLUSTER.kind())) {
      return Optional.of(finding);
    }
    Optional<ClusterCheck> check =
        checks().stream().filter(each -> each.name().equals(finding.reason())).findFirst();
    return check.isEmpty()
        ? Optional.of(finding)
        : check
            .filter(each -> each.result() != CheckResult.PASS)
            .map(each ->
                new Finding(
                    each.name(),
                    severity(each),
                    Objects.requireNonNullElse(each.message(), finding.message())));
  }

  /** The condition, or the reported one where the command cannot determine it. */
  Condition asReported(Condition evaluated) {
    return status.stream()
        .flatMap(each -> each.conditions().stream())
        .filter(_ -> evaluated.getStatus().equals(UNKNOWN))
        .filter(condition -> condition.getType().equals(evaluated.getType()))
        .findFirst()
        .orElse(evaluated);
  }

  private static Severity severity(ClusterCheck check) {
    if (!check.required()) {
      return Severity.NOTE;
    }
    return check.result() == CheckResult.FAIL ? Severity.VIOLATION : Severity.UNKNOWN;
  }
}
