package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.kubernetes.Glob;
import io.securitybaseline.module.Situation;
import java.util.List;
import java.util.Optional;

/** The exemptions that cover single bindings. */
final class BindingExemptions {

  private final Situation situation;

  BindingExemptions(Situation situation) {
    this.situation = situation;
  }

  /**
   * How far the control applies to one binding.
   *
   * @param applicability to its namespace, or to ClusterRoleBindings
   */
  Applicability of(Binding binding, Applicability applicability) {
    if (!(applicability instanceof Audited audited)) {
      return applicability;
    }
    List<Exemption> covering =
        situation.baseline().spec().exemptions().stream()
            .filter(exemption -> covers(exemption, binding))
            .toList();
    Optional<Exemption> inForce =
        covering.stream().filter(each -> each.inForceOn(situation.today())).findFirst();
    return inForce.isPresent()
        ? new Exempt(inForce.get(), "binding")
        : new Audited(audited.expired().or(() -> covering.stream().findFirst()));
  }

  private static boolean covers(Exemption exemption, Binding binding) {
    return exemption.control() == ExemptedControl.LEAST_PRIVILEGE
        && Glob.anyMatches(exemption.bindings(), binding.name())
        && (binding.isClusterWide()
            ? exemption.namespaces().isEmpty()
            : Glob.anyMatches(exemption.namespaces(), binding.namespace()));
  }
}
