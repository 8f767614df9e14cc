package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what becomes of a namespace. */
final class NamespaceEvaluator {

  private final Control<NamespaceSnapshot> control;
  private final Predicate<SecurityBaselineSpec> rolloutMatchesNothing;

  /**
   * @param rolloutMatchesNothing asked of the namespaces as they are, before anything is removed
   *     because the rollout does not reach it
   */
  NamespaceEvaluator(
      Control<NamespaceSnapshot> control, Predicate<SecurityBaselineSpec> rolloutMatchesNothing) {
    this.rolloutMatchesNothing = rolloutMatchesNothing;
    this.control =
        new FaultIsolatingControl<>(InstanceMetadataModule.ID, control, NamespaceSnapshot::name);
  }

  Control<NamespaceSnapshot> control() {
    return control;
  }

  /**
   * Decides.
   *
   * @param hadPolicies whether policies of ours were to be in place after it was last evaluated:
   *     one that is missing now was deleted, and is restored also while the rollout's selector
   *     matches nothing
   */
  Decision evaluate(NamespaceSnapshot snapshot, Situation situation, boolean hadPolicies) {
    Verdict verdict = control.evaluate(snapshot, situation.baseline());
    if (situation.phase() == Situation.Phase.DELETING) {
      return Decision.cleanedUp(verdict);
    }
    if (snapshot.withholds("Namespace")) {
      // Its labels are not known, and with them whether the rollout has reached it.
      return new Decision(Optional.of(SubjectState.PENDING), verdict.findings(), List.of(), 0);
    }
    return Decision.of(applicability(snapshot, situation, verdict, hadPolicies), verdict);
  }

  private Applicability applicability(
      NamespaceSnapshot snapshot, Situation situation, Verdict verdict, boolean hadPolicies) {
    Applicability applicability =
        situation.applicability(
            InstanceMetadataModule.DESCRIPTOR,
            Modes.of(new InstanceMetadataModule(), situation.baseline().spec()),
            new Namespaced(snapshot.name(), snapshot.labels()));
    if (applicability instanceof OutsideRollout && !verdict.cleanUp().isEmpty()) {
      // The situation can be older than the labels of the last namespace that matched.
      applicability =
          applicability.retainedIf(rolloutMatchesNothing.test(situation.baseline().spec()));
    }
    return hadPolicies && applicability instanceof Retained(Optional<Exemption> expired)
        ? new Enforced(expired)
        : applicability;
  }
}
