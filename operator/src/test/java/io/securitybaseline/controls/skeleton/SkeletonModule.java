package io.securitybaseline.controls.skeleton;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.NamespaceWatch;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.ControlReport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A namespace names its team, by the label {@code team} of its own or of a quota in it. */
public final class SkeletonModule implements ControlModule {

  /** The name of the control. */
  public static final ControlId ID = new ControlId("Skeleton");

  private static final ControlDescriptor DESCRIPTOR =
      new ControlDescriptor(ID, List.of(SkeletonReport.CONDITION), Optional.empty(), Set.of());

  private static final Watch<ResourceQuota> QUOTAS =
      Watch.of(
          ResourceQuota.class,
          Concern.NAMESPACE,
          List.of(Field.uid(), Field.labels()),
          Form.asRead());

  @Override
  public ControlDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public @Nullable Mode mode(SecurityBaselineSpec spec) {
    return null;
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(NamespaceWatch.NAMESPACES, QUOTAS);
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
  public Stream<Evaluation> evaluate(EvaluationInput input, Scope scope) {
    return scope instanceof Scope.InNamespace(String name)
        ? input.resources().find(Namespace.class, name).stream().map(it -> evaluate(input, it))
        : Stream.empty();
  }

  private Evaluation evaluate(EvaluationInput input, Namespace namespace) {
    String name = namespace.getMetadata().getName();
    Mode mode = Modes.of(this, input.situation().baseline().spec());
    boolean named =
        Stream.concat(
                Stream.of(namespace),
                input.resources().inNamespace(ResourceQuota.class, name).stream())
            .anyMatch(SkeletonModule::namesTeam);
    List<Finding> findings =
        named
            ? List.of()
            : List.of(
                Finding.violation(
                    Reasons.TEAM_MISSING, "no team is named: set the label team on the namespace"));
    return new Evaluation(
        new Subject("Namespace", "", name, namespace.getMetadata().getUid()),
        input.situation().applicability(DESCRIPTOR, mode, Namespaced.of(namespace)),
        new Verdict(findings, List.of(), List.of()),
        Traits.NONE,
        null);
  }

  private static boolean namesTeam(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of())
        .containsKey("team");
  }

  @Override
  public ControlReport report(ReportInput input) {
    return new SkeletonReport(input.tally(), input.findings(), input.progress());
  }
}
