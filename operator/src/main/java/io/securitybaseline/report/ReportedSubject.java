package io.securitybaseline.report;

import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.SubjectState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subject of a control with everything that was found on it.
 *
 * @param kind such as {@code Namespace} or {@code NodePool}
 * @param namespace that it is in, or is; empty for what is cluster-wide
 * @param uid empty for what is not an object
 * @param exemption the one in force that covers it
 */
public record ReportedSubject(
    ControlId control,
    String kind,
    String namespace,
    String name,
    String uid,
    SubjectState state,
    List<Finding> findings,
    @Nullable Exemption exemption) {

  public ReportedSubject {
    findings = List.copyOf(findings);
  }

  /** The most severe result of all findings. */
  public ReportedResult result() {
    if (state == SubjectState.EXEMPT) {
      return ReportedResult.EXEMPT;
    }
    Optional<Severity> mostSevere =
        findings.stream().map(Finding::severity).max(Severity::compareTo);
    if (mostSevere.filter(Severity.VIOLATION::equals).isPresent()) {
      return ReportedResult.VIOLATION;
    }
    return mostSevere.filter(Severity.UNKNOWN::equals).isPresent() || state == SubjectState.PENDING
        ? ReportedResult.UNKNOWN
        : ReportedResult.MET;
  }

  /** The last day of the exemption; empty where there is none. */
  public Optional<String> exemptUntil() {
    return Optional.ofNullable(exemption).map(Exemption::expiresOn);
  }
}
