package io.securitybaseline.reconcile;

import io.securitybaseline.control.Control;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Disposition;
import io.securitybaseline.control.Disposition.Namespaced;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.groupbindings.Reach;
import io.securitybaseline.observe.BindingSnapshot;

/** Decides what becomes of a binding. */
final class BindingJudge {

  private final Control<BindingSnapshot> control;

  BindingJudge(Control<BindingSnapshot> control) {
    this.control =
        new CarefulControl<>(
            control, snapshot -> snapshot.binding().namespace() + "/" + snapshot.binding().name());
  }

  static Disposition disposition(Situation situation, Namespaced namespace) {
    return Reach.of(situation.baseline(), namespace, situation.today());
  }

  static Disposition clusterWide(Situation situation) {
    return Reach.clusterWide(situation.baseline());
  }

  Decision judge(BindingSnapshot snapshot, Disposition disposition, Situation situation) {
    Verdict verdict = control.evaluate(snapshot, situation.baseline());
    return situation.phase() == Situation.Phase.WITHDRAWING
        ? Decision.withdrawn(verdict)
        : Reach.decision(snapshot.binding(), disposition, verdict);
  }
}
