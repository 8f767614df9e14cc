package io.securitybaseline.reconcile;

import io.securitybaseline.api.ExemptedControl;
import io.securitybaseline.api.SecurityBaselineSpec;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Disposition;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.observe.NamespaceSnapshot;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a namespace; a control that throws costs only its own verdict. */
final class NamespaceJudge {

  private static final Logger log = LoggerFactory.getLogger(NamespaceJudge.class);

  private final Control<NamespaceSnapshot> control;

  NamespaceJudge(Control<NamespaceSnapshot> control) {
    this.control = control;
  }

  Control<NamespaceSnapshot> control() {
    return control;
  }

  Decision judge(NamespaceSnapshot snapshot, Situation situation) {
    Verdict verdict = verdict(snapshot, situation);
    if (situation.phase() == Situation.Phase.WITHDRAWING) {
      return Decision.withdrawn(verdict);
    }
    SecurityBaselineSpec spec = situation.baseline().spec();
    Disposition disposition =
        Disposition.of(
            spec,
            ExemptedControl.INSTANCE_METADATA,
            spec.effectiveMode(spec.instanceMetadata().mode()),
            new Disposition.Namespaced(snapshot.name(), snapshot.labels()),
            situation.today());
    return Decision.of(disposition, verdict);
  }

  private Verdict verdict(NamespaceSnapshot snapshot, Situation situation) {
    try {
      return control.evaluate(snapshot, situation.baseline());
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("control", control.id().id())
          .addKeyValue("namespace", snapshot.name())
          .setCause(e)
          .log("a control failed");
      return new Verdict(
          List.of(
              Finding.unknown(
                  Reasons.CONTROL_FAILED,
                  "the control itself failed here, a fault of the operator's: see its log")),
          List.of(),
          List.of());
    }
  }
}
