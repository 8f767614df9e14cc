package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Change;
import io.securitybaseline.control.Decision;
import io.securitybaseline.module.Evaluation;
import java.util.List;
import java.util.Optional;

/** An evaluation with what is decided by mode, exemptions and rollout. */
record Evaluated(Evaluation evaluation, Decision decision) {

  List<Change> changes() {
    return decision.changes();
  }

  /** Whether the changes would be the first ones in their namespace. */
  boolean isFirstChange() {
    return evaluation.traits().isFirstChange() && isEnforced();
  }

  /** Whether any of the changes would be the first ones in their namespace. */
  static boolean hasFirstChange(List<Evaluated> subjects) {
    for (Evaluated each : subjects) {
      if (each.isFirstChange()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the changes may be made only after they were confirmed. */
  boolean isToBeConfirmed() {
    return evaluation.traits().confirm() && !changes().isEmpty();
  }

  /** Whether there are changes, and they enforce the baseline and do not clean up. */
  private boolean isEnforced() {
    return !changes().isEmpty() && changes().equals(evaluation.verdict().enforce());
  }

  /** What is to be in place, of all subjects in a scope. */
  static int intent(List<Evaluated> subjects) {
    int sum = 0;
    for (Evaluated each : subjects) {
      sum += each.evaluation().traits().intent();
    }
    return sum;
  }

  /** The same with nothing to be done now. */
  Evaluated withoutChanges() {
    return new Evaluated(
        evaluation,
        new Decision(decision.state(), decision.findings(), List.of(), decision.planned()));
  }

  /** The same with its changes only planned. */
  Evaluated planned() {
    return new Evaluated(
        evaluation,
        new Decision(
            decision.state(),
            decision.findings(),
            List.of(),
            decision.planned() + changes().size()));
  }

  /** The decision while everything of the baseline is deleted: nothing is counted. */
  static Evaluated cleanedUp(Evaluation evaluation, boolean withFindings) {
    return new Evaluated(
        evaluation,
        new Decision(
            Optional.empty(),
            withFindings ? evaluation.verdict().findings() : List.of(),
            evaluation.verdict().cleanUp(),
            0));
  }
}
