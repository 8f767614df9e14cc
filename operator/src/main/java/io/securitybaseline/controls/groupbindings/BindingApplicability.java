package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Compliance;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import java.time.LocalDate;
import java.util.Optional;

/** How far the control applies to bindings, which the control itself never sees. */
public final class BindingApplicability {

  private static final String CLUSTER_WIDE =
      "ClusterRoleBindings are only audited while spec.rollout.selector is set";

  private BindingApplicability() {}

  /**
   * How far it applies to the bindings of a namespace. Those in the platform's namespaces are
   * audited, unlike by other controls; that nothing is changed there is the control's own rule.
   *
   * @param mode the mode in effect on the control
   */
  public static Applicability of(Situation situation, Mode mode, Namespaced namespace) {
    return situation.phase() == Phase.DELETING
        ? new NotConcerned()
        : of(situation.baseline().spec(), mode, namespace, situation.today())
            .retainedIf(situation.rolloutMatchesNothing());
  }

  /** The same, unless the baseline is being deleted or its rollout matches nothing. */
  public static Applicability of(
      SecurityBaselineSpec spec, Mode mode, Namespaced namespace, LocalDate today) {
    Applicability applicability =
        Applicability.of(spec, ExemptedControl.GROUP_BINDINGS, mode, namespace, today);
    return applicability instanceof NotConcerned
            && SystemNamespaces.hasReservedName(namespace.name())
            && mode != Mode.OFF
        ? new Audited(Optional.empty())
        : applicability;
  }

  /** How far it applies to a ClusterRoleBinding: it has effect in all namespaces, so it is last. */
  public static Applicability clusterWide(Situation situation, Mode mode) {
    return situation.phase() == Phase.DELETING
        ? new NotConcerned()
        : clusterWide(situation.baseline().spec(), mode);
  }

  /** The same, unless the baseline is being deleted. */
  public static Applicability clusterWide(SecurityBaselineSpec spec, Mode mode) {
    return mode == Mode.ENFORCE && !RolloutSelector.of(spec).isEverything()
        ? new OutsideRollout(Optional.empty(), CLUSTER_WIDE)
        : Applicability.ofCluster(mode);
  }

  /**
   * How far it applies to one binding. One that meets the baseline needs no exemption; one in which
   * Enforce would change nothing does not wait for the rollout.
   *
   * @param applicability to the namespace of the binding, or to ClusterRoleBindings
   */
  public static Applicability ofBinding(
      Binding binding, Applicability applicability, Verdict verdict) {
    if (verdict.compliance() == Compliance.COMPLIANT) {
      return applicability.withoutExemption();
    }
    return applicability instanceof OutsideRollout
            && binding.isClusterWide()
            && verdict.enforce().isEmpty()
        ? new Audited(Optional.empty())
        : applicability;
  }
}
