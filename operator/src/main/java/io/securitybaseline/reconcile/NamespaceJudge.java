package io.securitybaseline.reconcile;

import io.securitybaseline.control.Control;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Disposition;
import io.securitybaseline.control.NamespaceState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.observe.NamespaceSnapshot;
import java.util.List;
import java.util.Optional;

/** Decides what becomes of a namespace. */
final class NamespaceJudge {

  private final Control<NamespaceSnapshot> control;

  NamespaceJudge(Control<NamespaceSnapshot> control) {
    this.control = new CarefulControl<>(control, NamespaceSnapshot::name);
  }

  Control<NamespaceSnapshot> control() {
    return control;
  }

  Decision judge(NamespaceSnapshot snapshot, Situation situation) {
    Verdict verdict = control.evaluate(snapshot, situation.baseline());
    if (situation.phase() == Situation.Phase.WITHDRAWING) {
      return Decision.withdrawn(verdict);
    }
    if (snapshot.withholds("Namespace")) {
      // Its labels are not known, and with them whether the rollout has reached it.
      return new Decision(Optional.of(NamespaceState.PENDING), verdict.findings(), List.of(), 0);
    }
    return Decision.of(
        situation.disposition(
            control.id(), new Disposition.Namespaced(snapshot.name(), snapshot.labels())),
        verdict);
  }
}
