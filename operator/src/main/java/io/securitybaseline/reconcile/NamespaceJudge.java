package io.securitybaseline.reconcile;

import io.securitybaseline.control.Control;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Disposition;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.observe.NamespaceSnapshot;

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
    return Decision.of(
        situation.disposition(
            control.id(), new Disposition.Namespaced(snapshot.name(), snapshot.labels())),
        verdict);
  }
}
