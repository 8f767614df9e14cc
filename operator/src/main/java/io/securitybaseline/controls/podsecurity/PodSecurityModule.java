package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.watch.Watch;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pods and templates of user namespaces meet a level of the Pod Security Standards. */
public final class PodSecurityModule implements ControlModule {

  /** The name of the control. */
  public static final ControlId ID = new ControlId("PodSecurity");

  /** The names that users see. */
  public static final ControlDescriptor DESCRIPTOR =
      new ControlDescriptor(
          ID,
          List.of(PodSecurityReport.CONDITION),
          Optional.of(ExemptedControl.POD_SECURITY),
          tenantReasons());

  private static Set<String> tenantReasons() {
    return Stream.concat(
            Stream.of(StandardControl.values()).map(StandardControl::reason),
            Stream.of(Reasons.WEAKER_LABEL, io.securitybaseline.control.Reasons.EXPIRED))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public ControlDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public @Nullable Mode mode(SecurityBaselineSpec spec) {
    return spec.podSecurity().mode();
  }

  @Override
  public List<Watch<?>> watches() {
    return PodSecurityWatches.ALL;
  }

  @Override
  public Stream<Evaluation> evaluate(EvaluationInput input, Scope scope) {
    Mode mode = Modes.of(this, input.situation().baseline().spec());
    return scope instanceof Scope.InNamespace(String name)
        ? input.resources().find(Namespace.class, name).stream()
            .map(namespace -> new NamespaceSubject(DESCRIPTOR, input, mode).evaluate(namespace))
        : Stream.empty();
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
  public ControlReport report(ReportInput input) {
    return PodSecurityReport.of(input);
  }

  /** The namespaces with labels of the operator's; there is one baseline in a cluster. */
  @Override
  public Stream<? extends HasMetadata> ownObjects(ResourceReader resources, String uid) {
    return resources.namespaces().filter(namespace -> !LabelRecord.of(namespace).isEmpty());
  }
}
