package io.securitybaseline.controls.leastprivilege;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Compliance;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Evaluates the bindings of a scope. There is nothing to enforce: Enforce comes to Audit. */
final class BindingScopes {

  private static final Traits PLATFORM =
      new Traits(false, false, 0, Set.of(LeastPrivilegeReport.PLATFORM));
  private static final Traits ACCOUNTS =
      new Traits(false, false, 0, Set.of(LeastPrivilegeReport.NAMESPACES));

  private final ControlDescriptor control;
  private final ResourceReader resources;
  private final Situation situation;
  private final KnownRoles roles;
  private final BindingEvaluator evaluator;
  private final BindingExemptions exemptions;

  BindingScopes(ControlDescriptor control, EvaluationInput input) {
    this.control = control;
    resources = input.resources();
    situation = input.situation();
    roles = new KnownRoles(resources);
    evaluator = new BindingEvaluator(situation, roles);
    exemptions = new BindingExemptions(situation);
  }

  /** The RoleBindings of a namespace. */
  Stream<Evaluation> inNamespace(String name) {
    return resources.find(Namespace.class, name).stream().flatMap(this::inNamespace);
  }

  private Stream<Evaluation> inNamespace(Namespace namespace) {
    String name = namespace.getMetadata().getName();
    if (SystemNamespaces.contains(name, situation.cluster().tigera())) {
      return bindings(name).map(BindingScopes::ofPlatform);
    }
    Applicability applicability =
        situation.applicability(control, Mode.AUDIT, Namespaced.of(namespace));
    return applicability instanceof NotConcerned
        ? Stream.empty()
        : Stream.concat(
            bindings(name).map(binding -> evaluate(binding, applicability)),
            tokens(namespace, applicability).stream());
  }

  private Stream<Binding> bindings(String namespace) {
    return resources.inNamespace(RoleBinding.class, namespace).stream()
        .filter(binding -> !binding.isMarkedForDeletion())
        .map(Binding::of);
  }

  /** One ClusterRoleBinding. */
  Stream<Evaluation> clusterWide(String name) {
    return resources
        .find(ClusterRoleBinding.class, name)
        .map(Binding::of)
        .map(binding -> evaluate(binding, situation.ofCluster(Mode.AUDIT)))
        .stream();
  }

  /** All ClusterRoleBindings, by name. */
  Stream<Evaluation> clusterWide() {
    return resources
        .all(ClusterRoleBinding.class)
        .filter(binding -> !binding.isMarkedForDeletion())
        .map(Binding::of)
        .map(binding -> evaluate(binding, situation.ofCluster(Mode.AUDIT)));
  }

  private static Evaluation ofPlatform(Binding binding) {
    return new Evaluation(
        subject(binding),
        new Audited(Optional.empty()),
        new Verdict(List.of(), List.of(), List.of()),
        PLATFORM,
        null);
  }

  private Evaluation evaluate(Binding binding, Applicability applicability) {
    try {
      Verdict verdict = evaluator.evaluate(binding);
      Applicability ofBinding = exemptions.of(binding, applicability);
      return new Evaluation(
          subject(binding),
          verdict.compliance() == Compliance.COMPLIANT ? ofBinding.withoutExemption() : ofBinding,
          verdict,
          evaluator.isPlatform(binding) ? PLATFORM : Traits.NONE,
          new BoundRole(binding.role()));
    } catch (RuntimeException e) {
      return Evaluation.failed(subject(binding), applicability, null, e);
    }
  }

  /** On the namespace itself, since several bindings can grant roles to one ServiceAccount. */
  private Optional<Evaluation> tokens(Namespace namespace, Applicability applicability) {
    if (!(applicability instanceof Audited)) {
      return Optional.empty();
    }
    String name = namespace.getMetadata().getName();
    Optional<Finding> finding =
        new MountedTokens(resources, roles, situation.baseline().spec().leastPrivilege()).in(name);
    return finding.map(found ->
        new Evaluation(
            new Subject("Namespace", "", name, namespace.getMetadata().getUid()),
            new Audited(Optional.empty()),
            new Verdict(List.of(found), List.of(), List.of()),
            ACCOUNTS,
            null));
  }

  private static Subject subject(Binding binding) {
    return new Subject(binding.kind(), binding.namespace(), binding.name(), binding.uid());
  }
}
