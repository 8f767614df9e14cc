package io.securitybaseline.control;

import io.securitybaseline.control.Finding.Severity;
import java.util.List;

/**
 * The result of a control for one subject.
 *
 * @param enforce the changes that remain to be made where the control is enforced; none once the
 *     subject is as the baseline wants it
 * @param cleanUp the changes that take back what we made here, for where the control is not, or no
 *     longer, enforced
 */
public record Verdict(List<Finding> findings, List<Change> enforce, List<Change> cleanUp) {

  public Verdict {
    findings = List.copyOf(findings);
    enforce = List.copyOf(enforce);
    cleanUp = List.copyOf(cleanUp);
  }

  /** Violated if anything was found, else unknown if anything could not be evaluated, else met. */
  public Compliance compliance() {
    Severity mostSevere =
        findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.NOTE);
    return switch (mostSevere) {
      case NOTE -> Compliance.COMPLIANT;
      case UNKNOWN -> Compliance.UNKNOWN;
      case VIOLATION -> Compliance.VIOLATING;
    };
  }

  /**
   * The same while the rollout's selector matches no namespace: nothing new is created, and what is
   * in place is not narrowed to nothing. Only what another part of the spec wants removed goes.
   *
   * @param inPlace whether something is in place: a finding that Enforce would fix is then only the
   *     difference to what the mistaken selector asks for, and is left out
   */
  public Verdict held(boolean inPlace) {
    return new Verdict(
        findings.stream().filter(finding -> !inPlace || !isDifference(finding)).toList(),
        enforce.stream().filter(Change.Delete.class::isInstance).toList(),
        cleanUp);
  }

  private static boolean isDifference(Finding finding) {
    return finding.fixedByEnforce() || finding.reason().equals(Reasons.NOT_PREVENTED);
  }
}
