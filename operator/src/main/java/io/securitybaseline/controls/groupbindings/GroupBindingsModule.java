package io.securitybaseline.controls.groupbindings;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.Admission;
import io.securitybaseline.module.AnnotationRemoval;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.Scope;
import io.securitybaseline.report.ControlReport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Users hold roles through Entra ID groups only. */
public final class GroupBindingsModule implements ControlModule {

  /** The name of the control. */
  public static final ControlId ID = new ControlId("GroupBindings");

  /** The names that users see. */
  public static final ControlDescriptor DESCRIPTOR =
      new ControlDescriptor(
          ID,
          List.of(GroupBindingsReport.CONDITION),
          Optional.of(ExemptedControl.GROUP_BINDINGS),
          Set.of(Reasons.OWNED_ELSEWHERE, Reasons.PUT_BACK, Reasons.RECORD_UNREADABLE));

  @Override
  public ControlDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public @Nullable Mode mode(SecurityBaselineSpec spec) {
    return spec.groupBindings().mode();
  }

  @Override
  public List<Watch<?>> watches() {
    return GroupBindingsWatches.ALL;
  }

  @Override
  public Stream<Evaluation> evaluate(EvaluationInput input, Scope scope) {
    Mode mode = Modes.of(this, input.situation().baseline().spec());
    return switch (scope) {
      case Scope.InNamespace(String name) -> new BindingSubjects(input, mode).inNamespace(name);
      case Scope.OneObject(String kind, String name) ->
          kind.equals(Binding.CLUSTER_ROLE_BINDING)
              ? new BindingSubjects(input, mode).clusterWide(name)
              : Stream.empty();
      case Scope.WholeCluster() ->
          Stream.of(
              Admission.evaluate(PreventionControl.NAME, new PreventionControl(), input, mode),
              Admission.evaluate(
                  RecordProtectionControl.NAME, new RecordProtectionControl(), input, mode));
    };
  }

  @Override
  public Set<Class<? extends HasMetadata>> scopes() {
    return Set.of(Namespace.class, ClusterRoleBinding.class);
  }

  @Override
  public ControlReport report(ReportInput input) {
    return GroupBindingsReport.of(input);
  }

  @Override
  public List<AnnotationRemoval> annotationRemovals(SecurityBaselineStatus status) {
    return RemovedRecordsSection.of(status);
  }

  @Override
  public Set<RoleName> boundRoles(SecurityBaselineSpec spec) {
    return Modes.of(this, spec) == Mode.OFF
        ? Set.of()
        : spec.groupBindings().groups().stream()
            .map(GroupMapping::roles)
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());
  }
}
