package io.securitybaseline.report;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one binding stands.
 *
 * @param namespace empty for a ClusterRoleBinding
 * @param planned changes that Enforce would make and that are not made
 * @param replaced whether it carries the record of users whom a group replaced
 * @param skipped whether users are named and the operator must not change it
 */
public record BindingResult(
    String namespace,
    String name,
    List<Finding> findings,
    int planned,
    boolean replaced,
    boolean skipped) {

  /** Gravest first, then as people sort names. */
  static final Comparator<BindingResult> WORST_FIRST =
      Comparator.comparing(BindingResult::gravestOrNote, Finding.GRAVEST_FIRST)
          .thenComparing(BindingResult::namespace)
          .thenComparing(BindingResult::name);

  private static final Finding NOTE = Finding.info("", "");

  public BindingResult {
    findings = List.copyOf(findings);
  }

  /** The finding that a person should see first. */
  public Optional<Finding> gravest() {
    return findings.stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .min(Finding.GRAVEST_FIRST);
  }

  boolean is(Severity severity) {
    return gravest().filter(finding -> finding.severity() == severity).isPresent();
  }

  private Finding gravestOrNote() {
    return gravest().orElse(NOTE);
  }
}
