package io.securitybaseline.reconcile;

import io.securitybaseline.api.Mode;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Disposition;
import io.securitybaseline.control.Disposition.Audited;
import io.securitybaseline.control.Disposition.Enforced;
import io.securitybaseline.control.Disposition.Exempt;
import io.securitybaseline.control.Disposition.Namespaced;
import io.securitybaseline.control.Disposition.NotConcerned;
import io.securitybaseline.control.Disposition.OutsideRollout;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Judgement;
import io.securitybaseline.control.NamespaceState;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.match.Selector;
import io.securitybaseline.observe.BindingSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what becomes of a binding, once mode, exemptions and rollout are taken into account. */
final class BindingJudge {

  private static final ControlId CONTROL = ControlId.GROUP_BINDINGS;

  private final Control<BindingSnapshot> control;

  BindingJudge(Control<BindingSnapshot> control) {
    this.control =
        new CarefulControl<>(
            control, snapshot -> snapshot.binding().namespace() + "/" + snapshot.binding().name());
  }

  /**
   * What the baseline wants done about the bindings of a namespace. In the platform's namespaces
   * they are looked at, unlike by other controls; that nothing is changed there is the control's
   * own rule.
   */
  static Disposition disposition(Situation situation, Namespaced namespace) {
    Disposition disposition = situation.disposition(CONTROL, namespace);
    return disposition instanceof NotConcerned
            && SystemNamespaces.contains(namespace.name())
            && situation.baseline().mode(CONTROL) != Mode.OFF
        ? new Audited(Optional.empty())
        : disposition;
  }

  /** The same for a ClusterRoleBinding: it takes effect in all namespaces, so it comes last. */
  static Disposition clusterWide(Situation situation) {
    return switch (situation.baseline().mode(CONTROL)) {
      case OFF -> new NotConcerned();
      case AUDIT -> new Audited(Optional.empty());
      case ENFORCE ->
          Selector.of(situation.baseline().spec().rollout().selector()).equals(Selector.EVERYTHING)
              ? new Enforced(Optional.empty())
              : new OutsideRollout(Optional.empty());
    };
  }

  Decision judge(BindingSnapshot snapshot, Disposition disposition, Situation situation) {
    Verdict verdict = control.evaluate(snapshot, situation.baseline());
    if (situation.phase() == Situation.Phase.WITHDRAWING) {
      return Decision.withdrawn(verdict);
    }
    boolean met = verdict.judgement() == Judgement.MET;
    return switch (disposition) {
      case NotConcerned _ -> Decision.withdrawn(verdict);
      case OutsideRollout _ when !met && snapshot.binding().isClusterWide() -> waiting(verdict);
      case Enforced _, Audited _, Exempt _, OutsideRollout _ ->
          met
              ? new Decision(
                  Optional.of(NamespaceState.RESTRICTED), verdict.findings(), List.of(), 0)
              : Decision.of(disposition, verdict);
    };
  }

  private static Decision waiting(Verdict verdict) {
    List<Finding> findings = new ArrayList<>(verdict.findings());
    if (!verdict.enforce().isEmpty()) {
      findings.addFirst(
          Finding.mendable(
              Reasons.PENDING,
              "ClusterRoleBindings are only audited while spec.rollout.selector is set"));
    }
    return new Decision(
        Optional.of(NamespaceState.PENDING), findings, List.of(), verdict.enforce().size());
  }
}
