package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.groupbindings.BindingApplicability;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import java.util.List;

/** Decides what becomes of a binding. */
final class BindingEvaluator {

  private final Control<BindingSnapshot> control;
  private final AnnotationRemovals lost;

  BindingEvaluator(Control<BindingSnapshot> control, AnnotationRemovals lost) {
    this.lost = lost;
    this.control =
        new FaultIsolatingControl<>(
            GroupBindingsModule.ID,
            control,
            snapshot -> snapshot.binding().namespace() + "/" + snapshot.binding().name());
  }

  static Applicability applicability(Situation situation, Namespaced namespace) {
    return BindingApplicability.of(situation, mode(situation), namespace);
  }

  static Applicability clusterWide(Situation situation) {
    return BindingApplicability.clusterWide(situation, mode(situation));
  }

  private static Mode mode(Situation situation) {
    return Modes.of(new GroupBindingsModule(), situation.baseline().spec());
  }

  /**
   * Decides.
   *
   * @param administrators the other bindings to cluster-admin, where it is one of them
   */
  Decision evaluate(
      Binding binding,
      List<Binding> administrators,
      Applicability applicability,
      Situation situation) {
    BindingSnapshot snapshot =
        new BindingSnapshot(binding, situation.access(), administrators, lost.of(binding));
    Verdict verdict = control.evaluate(snapshot, situation.baseline());
    return situation.phase() == Situation.Phase.DELETING
        ? Decision.cleanedUp(verdict)
        : Decision.of(BindingApplicability.ofBinding(binding, applicability, verdict), verdict);
  }
}
