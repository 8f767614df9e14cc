package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.report.ReportedSubject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The result of a pass of one control over the cluster as a whole.
 *
 * @param findings most severe first, with what became of the changes
 * @param planned changes that Enforce would make
 * @param remaining changes that have not taken effect yet and may still do so
 * @param requeueAfter when to evaluate again without a trigger
 * @param subjects what was found on each subject
 */
record ClusterResult(
    List<Evaluation> evaluations,
    List<Finding> findings,
    int planned,
    int remaining,
    Optional<Duration> requeueAfter,
    List<ReportedSubject> subjects) {

  private static final Set<String> LEFT_BEHIND =
      Set.of(Reasons.FORBIDDEN, Reasons.REFUSED, Reasons.DELETION_BLOCKED);

  ClusterResult {
    evaluations = List.copyOf(evaluations);
    findings = List.copyOf(findings);
    subjects = List.copyOf(subjects);
  }

  /** The same with other findings on the cluster before its own. */
  ClusterResult after(List<Finding> others) {
    return new ClusterResult(
        evaluations,
        Stream.concat(others.stream(), findings.stream()).toList(),
        planned,
        remaining,
        requeueAfter,
        subjects);
  }

  /** How far the cleanup is while the baseline is being deleted. */
  CleanupProgress cleanup() {
    return new CleanupProgress(
        remaining == 0,
        findings.stream()
            .filter(finding -> LEFT_BEHIND.contains(finding.reason()))
            .map(Finding::message)
            .toList());
  }
}
