package io.securitybaseline.reconcile.pass;

import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.ReportedSubject;
import io.securitybaseline.report.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of one control in a pass of the baseline.
 *
 * @param tally the subjects in all scopes
 * @param cluster the evaluations of the whole cluster
 * @param subjects of the whole cluster, with what was found on them
 * @param requeueAfter when to evaluate again without a trigger
 */
public record ControlResult(
    ControlModule module,
    ControlReport report,
    Tally tally,
    List<Evaluation> cluster,
    List<ReportedSubject> subjects,
    Optional<Duration> requeueAfter) {

  public ControlResult {
    cluster = List.copyOf(cluster);
    subjects = List.copyOf(subjects);
  }
}
