package io.securitybaseline.command.plan;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.EntraIntegration;
import io.securitybaseline.api.GroupMapping;
import io.securitybaseline.api.RoleName;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Controls;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.groupbindings.Administrators;
import io.securitybaseline.control.groupbindings.GroupBindingsControl;
import io.securitybaseline.control.groupbindings.Reasons;
import io.securitybaseline.observe.AccessSnapshot;
import io.securitybaseline.observe.AccessSnapshot.Entra;
import io.securitybaseline.observe.Binding;
import io.securitybaseline.observe.BindingSnapshot;
import io.securitybaseline.observe.BindingSubject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The swaps that GroupBindings would make, and those to be made at the source of a binding. Which
 * roles the operator may bind is not asked: that is the operator's right, not that of whoever
 * plans.
 */
final class BindingPlan {

  private static final ControlId CONTROL = ControlId.GROUP_BINDINGS;

  private final Inventory inventory;
  private final Baseline baseline;
  private final BiPredicate<ControlId, String> concerns;

  BindingPlan(Inventory inventory, Baseline baseline, BiPredicate<ControlId, String> concerns) {
    this.inventory = inventory;
    this.baseline = baseline;
    this.concerns = concerns;
  }

  Stream<Planned> plan() {
    List<Binding> clusterWide =
        inventory.all(ClusterRoleBinding.class).stream().map(Binding::of).toList();
    AccessSnapshot access = access();
    return Stream.concat(
            clusterWide.stream(),
            inventory.all(RoleBinding.class).stream()
                .map(Binding::of)
                .filter(binding ->
                    SystemNamespaces.contains(binding.namespace())
                        || concerns.test(CONTROL, binding.namespace())))
        .flatMap(binding -> plan(binding, access, others(binding, clusterWide)));
  }

  private Stream<Planned> plan(
      Binding binding, AccessSnapshot access, List<Binding> administrators) {
    Verdict verdict =
        Controls.GROUP_BINDINGS.evaluate(
            new BindingSnapshot(binding, access, administrators), baseline);
    boolean swapped = !verdict.enforce().isEmpty();
    return verdict.findings().stream()
        .filter(Planner::matters)
        .map(finding -> planned(binding, finding, swapped && finding.enforceMends()));
  }

  private Planned planned(Binding binding, Finding finding, boolean swapped) {
    boolean atSource = finding.reason().equals(Reasons.OWNED_ELSEWHERE);
    List<Object> after =
        swapped || atSource
            ? GroupBindingsControl.proposal(binding, baseline.spec().groupBindings()).stream()
                .flatMap(swap -> Binding.of(swap.object()).subjects().stream())
                .<Object>map(BindingSubject::toSubject)
                .toList()
            : List.of();
    return new Planned(
        CONTROL.id(),
        binding.namespace(),
        binding.kind() + "/" + binding.name(),
        swapped ? "SwapSubjects" : atSource ? Planned.AT_SOURCE : Planned.NONE,
        finding.reason(),
        finding.message() + (swapped ? "; every member of the group gets the role" : ""),
        after.isEmpty()
            ? List.of()
            : binding.subjects().stream().<Object>map(BindingSubject::toSubject).toList(),
        after,
        atSource && !after.isEmpty() ? patch(after) : List.of());
  }

  private static List<Planned.Operation> patch(List<Object> subjects) {
    return List.of(new Planned.Operation("replace", "/subjects", subjects));
  }

  private static List<Binding> others(Binding binding, List<Binding> clusterWide) {
    return Administrators.concerns(binding)
        ? clusterWide.stream()
            .filter(Administrators::concerns)
            .filter(other -> !other.name().equals(binding.name()))
            .toList()
        : List.of();
  }

  private AccessSnapshot access() {
    Set<RoleName> mapped =
        baseline.spec().groupBindings().groups().stream()
            .map(GroupMapping::roles)
            .flatMap(Collection::stream)
            .collect(Collectors.toSet());
    boolean assumed = baseline.spec().groupBindings().entraIntegration() == EntraIntegration.ASSUME;
    return new AccessSnapshot(assumed ? Entra.ON : Entra.UNKNOWN, mapped, Set.of(), "");
  }
}
