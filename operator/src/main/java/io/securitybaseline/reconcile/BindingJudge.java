package io.securitybaseline.reconcile;

import io.securitybaseline.control.Control;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Disposition;
import io.securitybaseline.control.Disposition.Namespaced;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.groupbindings.Reach;
import io.securitybaseline.observe.Binding;
import io.securitybaseline.observe.BindingSnapshot;
import java.util.List;

/** Decides what becomes of a binding. */
final class BindingJudge {

  private final Control<BindingSnapshot> control;
  private final LostRecords lost;

  BindingJudge(Control<BindingSnapshot> control, LostRecords lost) {
    this.lost = lost;
    this.control =
        new CarefulControl<>(
            control, snapshot -> snapshot.binding().namespace() + "/" + snapshot.binding().name());
  }

  static Disposition disposition(Situation situation, Namespaced namespace) {
    return Reach.of(situation.baseline(), namespace, situation.today())
        .retainedIf(situation.rolloutMatchesNothing());
  }

  static Disposition clusterWide(Situation situation) {
    return Reach.clusterWide(situation.baseline());
  }

  /**
   * Decides.
   *
   * @param administrators the other bindings to cluster-admin, where it is one of them
   */
  Decision judge(
      Binding binding, List<Binding> administrators, Disposition disposition, Situation situation) {
    BindingSnapshot snapshot =
        new BindingSnapshot(binding, situation.access(), administrators, lost.of(binding));
    Verdict verdict = control.evaluate(snapshot, situation.baseline());
    return situation.phase() == Situation.Phase.WITHDRAWING
        ? Decision.withdrawn(verdict)
        : Reach.decision(binding, disposition, verdict);
  }
}
