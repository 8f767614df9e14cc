package io.securitybaseline.module;

import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.ReportedSubject;
import java.util.List;

/** Turns evaluations into what reports show of their subjects. */
public final class ReportedSubjects {

  private ReportedSubjects() {}

  /**
   * The subject of an evaluation.
   *
   * @param scope in which it was evaluated
   * @param state how it counts
   * @param findings with what became of its changes
   */
  public static ReportedSubject of(
      ControlId control,
      Scope scope,
      Evaluation evaluation,
      SubjectState state,
      List<Finding> findings) {
    Subject subject = evaluation.subject();
    return new ReportedSubject(
        control,
        subject.kind(),
        scope instanceof Scope.InNamespace(String name) ? name : subject.namespace(),
        subject.name(),
        subject.uid(),
        state,
        findings,
        evaluation.applicability() instanceof Applicability.Exempt exempt
            ? exempt.exemption()
            : null);
  }
}
