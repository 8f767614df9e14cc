package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.Namespaced;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Compliance;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.Binding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How mode, exemptions and rollout limit the control, which never reads them itself. */
public final class BindingApplicability {

  private static final ControlId CONTROL = ControlId.GROUP_BINDINGS;

  private BindingApplicability() {}

  /**
   * Whether the baseline audits or enforces the bindings of a namespace. Unlike other controls,
   * this one also evaluates bindings in the namespaces of the platform; its own rules prevent
   * changes there.
   */
  public static Applicability of(Baseline baseline, Namespaced namespace, LocalDate today) {
    Mode mode = baseline.mode(CONTROL);
    Applicability applicability =
        Applicability.of(baseline.spec(), CONTROL.exempted().orElseThrow(), mode, namespace, today);
    return applicability instanceof NotConcerned
            && SystemNamespaces.hasReservedName(namespace.name())
            && mode != Mode.OFF
        ? new Audited(Optional.empty())
        : applicability;
  }

  /** The same for a ClusterRoleBinding: it takes effect in all namespaces, so it comes last. */
  public static Applicability clusterWide(Baseline baseline) {
    return switch (baseline.mode(CONTROL)) {
      case OFF -> new NotConcerned();
      case AUDIT -> new Audited(Optional.empty());
      case ENFORCE ->
          RolloutSelector.of(baseline.spec()).isEverything()
              ? new Enforced(Optional.empty())
              : new OutsideRollout(Optional.empty());
    };
  }

  /** The decision on one binding. An expired exemption is reported only if there is a violation. */
  public static Decision decision(Binding binding, Applicability applicability, Verdict verdict) {
    boolean met = verdict.compliance() == Compliance.COMPLIANT;
    return switch (applicability) {
      case NotConcerned _ -> Decision.cleanedUp(verdict);
      case OutsideRollout _ when !met && binding.isClusterWide() -> waiting(verdict);
      case Enforced _, Audited _, Exempt _, OutsideRollout _, Retained _ ->
          met
              ? new Decision(Optional.of(SubjectState.COMPLIANT), verdict.findings(), List.of(), 0)
              : Decision.of(applicability, verdict);
    };
  }

  private static Decision waiting(Verdict verdict) {
    List<Finding> findings = new ArrayList<>(verdict.findings());
    if (!verdict.enforce().isEmpty()) {
      findings.addFirst(
          Finding.autoFixable(
              io.securitybaseline.control.Reasons.PENDING,
              "ClusterRoleBindings are only audited while spec.rollout.selector is set"));
    }
    return new Decision(
        Optional.of(SubjectState.PENDING), findings, List.of(), verdict.enforce().size());
  }
}
