package io.securitybaseline.controls.leastprivilege;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.rbac.ApiGroups;
import io.securitybaseline.facts.rbac.RoleWatches;
import io.securitybaseline.facts.rbac.Roles;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.ControlReport;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports roles that grant too much, and to whom. It changes nothing. */
public final class LeastPrivilegeModule implements ControlModule {

  /** The name of the control. */
  public static final ControlId ID = new ControlId(Benchmarks.CONTROL);

  /** The names that users see. */
  public static final ControlDescriptor DESCRIPTOR =
      new ControlDescriptor(
          ID,
          List.of(LeastPrivilegeReport.CONDITION),
          Optional.of(ExemptedControl.LEAST_PRIVILEGE),
          Set.of(Reasons.CLUSTER_ADMIN, Reasons.WILDCARD_RULE, Reasons.ANONYMOUS_ACCESS));

  @Override
  public ControlDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public @Nullable Mode mode(SecurityBaselineSpec spec) {
    return spec.leastPrivilege().mode();
  }

  @Override
  public List<Watch<?>> watches() {
    return LeastPrivilegeWatches.ALL;
  }

  @Override
  public Stream<Evaluation> evaluate(EvaluationInput input, Scope scope) {
    Situation situation = input.situation();
    if (situation.phase() == Phase.DELETING
        || Modes.of(this, situation.baseline().spec()) == Mode.OFF) {
      return Stream.empty();
    }
    BindingScopes scopes = new BindingScopes(DESCRIPTOR, input);
    return switch (scope) {
      case Scope.InNamespace(String name) -> scopes.inNamespace(name);
      case Scope.OneObject(String kind, String name) ->
          kind.equals(Binding.CLUSTER_ROLE_BINDING) ? scopes.clusterWide(name) : Stream.empty();
      case Scope.WholeCluster() ->
          Stream.of(groups(RoleGroups.of(input.resources(), scopes.clusterWide()), situation));
    };
  }

  @Override
  public Stream<Evaluation> evaluateManifests(EvaluationInput input, Scope scope) {
    UnboundRoles roles = new UnboundRoles(DESCRIPTOR, input);
    return switch (scope) {
      case Scope.InNamespace(String name) -> roles.inNamespace(name);
      case Scope.OneObject(String kind, String name) when kind.equals(Roles.CLUSTER_ROLE) ->
          roles.clusterRole(name);
      case Scope.OneObject _, Scope.WholeCluster _ -> Stream.empty();
    };
  }

  /** Has no findings of its own: it groups those of the bindings. */
  private static Evaluation groups(RoleGroups groups, Situation situation) {
    return new Evaluation(
        Subject.CLUSTER,
        situation.ofCluster(Mode.AUDIT),
        new Verdict(List.of(), List.of(), List.of()),
        Traits.NONE,
        groups);
  }

  /**
   * Bindings grant what the ClusterRoles that they refer to have at the moment, on what is served.
   * The ServiceAccounts of a namespace have roles by ClusterRoleBindings as well.
   */
  @Override
  public int sharedInput(ResourceReader resources) {
    int roles =
        resources
            .all(ClusterRole.class)
            .mapToInt(role ->
                31 * role.getMetadata().getName().hashCode()
                    + RoleWatches.CLUSTER_ROLE_RULES.of(role).hashCode())
            .sum();
    return Objects.hash(
        roles,
        MountedTokens.ofCluster(resources),
        ApiGroups.of(resources.all(APIService.class)),
        resources.served());
  }

  @Override
  public Set<Class<? extends HasMetadata>> scopes() {
    return Set.of(Namespace.class, ClusterRoleBinding.class);
  }

  @Override
  public boolean reportsOnly() {
    return true;
  }

  @Override
  public ControlReport report(ReportInput input) {
    return LeastPrivilegeReport.of(input);
  }
}
