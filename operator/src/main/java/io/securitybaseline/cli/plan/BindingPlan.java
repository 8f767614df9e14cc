package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.groupbindings.Administrators;
import io.securitybaseline.controls.groupbindings.GroupBindingsControl;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.groupbindings.Reasons;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.BindingSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The swaps that GroupBindings would make, and those to be made at the source of a binding. Which
 * roles the operator may bind is not asked: that is the operator's right, not that of whoever
 * plans.
 */
final class BindingPlan {

  private static final ControlId CONTROL = GroupBindingsModule.ID;

  private final Inventory inventory;
  private final Baseline baseline;
  private final Entra entra;
  private final BiPredicate<ControlId, String> concerns;

  BindingPlan(
      Inventory inventory,
      Baseline baseline,
      Entra entra,
      BiPredicate<ControlId, String> concerns) {
    this.entra = entra;
    this.inventory = inventory;
    this.baseline = baseline;
    this.concerns = concerns;
  }

  /** In one pass: a swap that is planned is reckoned with by those after it, as when it is made. */
  Stream<Planned> plan() {
    AccessSnapshot access = AccessSnapshot.granted(baseline.spec().groupBindings(), entra);
    List<Planned> planned = new ArrayList<>();
    List<Binding> clusterWide =
        inventory.all(ClusterRoleBinding.class).stream().map(Binding::of).toList();
    List<Binding> administrators =
        new ArrayList<>(clusterWide.stream().filter(Administrators::concerns).toList());
    for (Binding binding : clusterWide) {
      Verdict verdict = verdict(binding, access, others(binding, administrators));
      planned.addAll(planned(binding, verdict));
      administrators.replaceAll(each -> each.equals(binding) ? after(binding, verdict) : each);
    }
    inventory.all(RoleBinding.class).stream()
        .map(Binding::of)
        .filter(binding ->
            SystemNamespaces.hasReservedName(binding.namespace())
                || concerns.test(CONTROL, binding.namespace()))
        .forEach(binding -> planned.addAll(planned(binding, verdict(binding, access, List.of()))));
    return planned.stream();
  }

  private Verdict verdict(Binding binding, AccessSnapshot access, List<Binding> administrators) {
    return new GroupBindingsControl()
        .evaluate(new BindingSnapshot(binding, access, administrators, 0), baseline);
  }

  private List<Planned> planned(Binding binding, Verdict verdict) {
    boolean swapped = !verdict.enforce().isEmpty();
    return verdict.findings().stream()
        .filter(Planner::matters)
        .map(finding -> planned(binding, finding, swapped && finding.fixedByEnforce()))
        .toList();
  }

  private static Binding after(Binding binding, Verdict verdict) {
    return verdict.enforce().stream()
        .findFirst()
        .map(change -> Binding.of(change.object()))
        .map(swapped -> binding.with(swapped.subjects(), swapped.annotations()))
        .orElse(binding);
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

  private static List<Binding> others(Binding binding, List<Binding> administrators) {
    return Administrators.concerns(binding)
        ? administrators.stream().filter(other -> !other.name().equals(binding.name())).toList()
        : List.of();
  }
}
