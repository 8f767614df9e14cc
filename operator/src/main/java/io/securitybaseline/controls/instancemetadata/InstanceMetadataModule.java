package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.kubernetes.NetworkEngine;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import io.securitybaseline.report.ControlReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Blocks access to the instance metadata service from the pods of user namespaces. */
public final class InstanceMetadataModule implements ControlModule {

  /** The name of the control. */
  public static final ControlId ID = new ControlId("InstanceMetadata");

  /** The names that users see. */
  public static final ControlDescriptor DESCRIPTOR =
      new ControlDescriptor(
          ID,
          List.of(InstanceMetadataReport.CONDITION),
          Optional.of(ExemptedControl.INSTANCE_METADATA),
          Set.of(
              Reasons.REOPENED_BY_POLICY,
              Reasons.REACH_UNKNOWN,
              Reasons.HOST_NETWORK,
              Reasons.FOREIGN_OBJECT,
              Reasons.TOO_MANY_SELECTORS,
              Reasons.NOT_PROGRAMMED,
              Reasons.TOO_COMPLEX,
              io.securitybaseline.control.Reasons.EXPIRED));

  @Override
  public ControlDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public @Nullable Mode mode(SecurityBaselineSpec spec) {
    return spec.instanceMetadata().mode();
  }

  @Override
  public List<Watch<?>> watches() {
    return InstanceMetadataWatches.ALL;
  }

  @Override
  public Stream<Evaluation> evaluate(EvaluationInput input, Scope scope) {
    Mode mode = Modes.of(this, input.situation().baseline().spec());
    return switch (scope) {
      case Scope.InNamespace(String name) ->
          new NamespaceSubject(DESCRIPTOR, input, mode).evaluate(name);
      case Scope.OneObject _ -> Stream.empty();
      case Scope.WholeCluster() -> new ClusterSubjects(DESCRIPTOR, input, mode).evaluate();
    };
  }

  @Override
  public Set<Class<? extends HasMetadata>> scopes() {
    return Set.of(Namespace.class);
  }

  @Override
  public boolean countsNamespaces() {
    return true;
  }

  @Override
  public Optional<NetworkEngine> establishedEngine(
      SecurityBaselineSpec spec, SecurityBaselineStatus status) {
    return Optional.ofNullable(status.instanceMetadata())
        .map(InstanceMetadataStatus::engine)
        .flatMap(engine -> InstanceMetadataControl.established(spec.instanceMetadata(), engine));
  }

  @Override
  public Set<String> notesBeforeEnforce() {
    return Set.of(
        Reasons.MAY_USE_INSTANCE_METADATA,
        Reasons.REACHED_BY_PROBE,
        Reasons.BLOCKED_BY_PROBE,
        Reasons.PROBE_INCONCLUSIVE,
        Reasons.PROBE_STALE,
        Reasons.NOT_PROBED);
  }

  @Override
  public ControlReport report(ReportInput input) {
    return InstanceMetadataReport.of(input);
  }

  @Override
  public Stream<? extends HasMetadata> ownObjects(ResourceReader resources, String uid) {
    return resources.all(NetworkPolicy.class).filter(policy -> PolicyNames.isOwnedBy(policy, uid));
  }
}
