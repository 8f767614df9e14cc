package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.ReportedSubjects;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.ReportedSubject;
import io.securitybaseline.report.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A subject after its changes were carried out, or were not.
 *
 * @param state how it counts; empty where the control is not concerned with it
 * @param findings what was found stays true whatever the outcome of the changes, which comes first
 * @param planned changes that Enforce would make and that are not made
 * @param applied the changes that were made
 * @param failed whether one was not
 * @param rejected whether only a user can fix that
 * @param requeueAfter when to evaluate again without a trigger
 */
record Enforced(
    Evaluation evaluation,
    Optional<SubjectState> state,
    List<Finding> findings,
    int planned,
    List<Change> applied,
    boolean failed,
    boolean rejected,
    Optional<Duration> requeueAfter) {

  Enforced {
    findings = List.copyOf(findings);
    applied = List.copyOf(applied);
  }

  /** Nothing was to be done. */
  static Enforced unchanged(Evaluated evaluated) {
    return new Enforced(
        evaluated.evaluation(),
        evaluated.decision().state(),
        evaluated.decision().findings(),
        evaluated.decision().planned(),
        List.of(),
        false,
        false,
        Optional.empty());
  }

  /** The changes wait. */
  static Enforced waiting(Evaluated evaluated, Finding why, Duration wait) {
    return new Enforced(
        evaluated.evaluation(),
        Optional.of(SubjectState.PENDING),
        first(why, evaluated),
        evaluated.decision().planned() + evaluated.changes().size(),
        List.of(),
        false,
        false,
        Optional.of(wait));
  }

  /** The changes were tried. */
  static Enforced tried(Evaluated evaluated, List<Change> applied, OutcomeMapping.Meaning meaning) {
    // Also where nothing is counted, a change that cannot be made must be reported.
    Optional<SubjectState> state =
        meaning.finding().isPresent()
            ? Optional.of(SubjectState.FAILED)
            : evaluated.decision().state();
    return new Enforced(
        evaluated.evaluation(),
        state,
        meaning
            .finding()
            .map(finding -> first(finding, evaluated))
            .orElse(evaluated.decision().findings()),
        evaluated.decision().planned(),
        applied,
        meaning.failed(),
        meaning.rejected(),
        meaning.requeueAfter());
  }

  /**
   * The changes are not made now, because another client undoes them, or everything is in place but
   * has been undone before.
   *
   * @param next when to evaluate again; empty where nothing is tried again
   */
  static Enforced contested(Evaluated evaluated, Finding finding, Optional<Duration> next) {
    boolean isViolation = finding.severity() == Severity.VIOLATION;
    return new Enforced(
        evaluated.evaluation(),
        isViolation ? Optional.of(SubjectState.FAILED) : evaluated.decision().state(),
        first(finding, evaluated),
        evaluated.decision().planned() + evaluated.changes().size(),
        List.of(),
        false,
        false,
        next);
  }

  /** The object that is to be deleted is created again each time, which only a user can end. */
  static Enforced undeletable(Evaluated evaluated, Finding finding, Duration next) {
    return new Enforced(
        evaluated.evaluation(),
        Optional.of(SubjectState.FAILED),
        first(finding, evaluated),
        evaluated.decision().planned(),
        List.of(),
        true,
        true,
        Optional.of(next));
  }

  /** Whether all changes were made. */
  boolean isRepaired() {
    return !applied.isEmpty() && !failed;
  }

  /** How the subject is counted, if it is. */
  Optional<Tally.Counted> counted() {
    Subject subject = evaluation.subject();
    return state.map(known ->
        new Tally.Counted(
            subject.namespace(),
            subject.name(),
            known,
            findings,
            planned,
            evaluation.traits().counters()));
  }

  /** What reports show of the subject, if it counts. */
  Optional<ReportedSubject> reported(ControlId control, Scope scope) {
    return state.map(known -> ReportedSubjects.of(control, scope, evaluation, known, findings));
  }

  private static List<Finding> first(Finding finding, Evaluated evaluated) {
    List<Finding> findings = new ArrayList<>(evaluated.decision().findings());
    findings.addFirst(finding);
    return findings;
  }
}
