package io.securitybaseline.report;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.SubjectState;
import java.util.List;
import java.util.Optional;

/**
 * How one control stands in one namespace.
 *
 * @param planned changes that Enforce would make and that are not made
 */
public record Result(SubjectState state, List<Finding> findings, int planned) {

  public Result {
    findings = List.copyOf(findings);
  }

  /** The finding that a person should see first. */
  public Optional<Finding> gravest() {
    return findings.stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .min(Finding.GRAVEST_FIRST);
  }

  /** Whether anything was found that breaks the baseline. */
  public boolean violated() {
    return gravest().filter(finding -> finding.severity() == Severity.VIOLATION).isPresent();
  }

  /** Whether nothing broke the baseline but something could not be evaluated. */
  public boolean unknown() {
    return gravest().filter(finding -> finding.severity() == Severity.UNKNOWN).isPresent();
  }
}
