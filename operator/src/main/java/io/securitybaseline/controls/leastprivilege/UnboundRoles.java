package io.securitybaseline.controls.leastprivilege;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.spec.LeastPrivilegeSpec;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.rbac.RoleRules;
import io.securitybaseline.facts.rbac.Roles;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Roles in manifests that no binding of the manifests refers to. Their subjects are unknown, so
 * only those checks apply that do not depend on the binding.
 */
final class UnboundRoles {

  /** Every cluster has it, and what it grants is known. */
  private static final String CLUSTER_ADMIN = "cluster-admin";

  private final ControlDescriptor control;
  private final ResourceReader resources;
  private final Situation situation;
  private final LeastPrivilegeSpec spec;
  private final KnownRoles roles;

  UnboundRoles(ControlDescriptor control, EvaluationInput input) {
    this.control = control;
    resources = input.resources();
    situation = input.situation();
    spec = situation.baseline().spec().leastPrivilege();
    roles = new KnownRoles(resources);
  }

  /** The Roles of a namespace. */
  Stream<Evaluation> inNamespace(String namespace) {
    if (SystemNamespaces.contains(namespace, situation.cluster().tigera())) {
      return Stream.empty();
    }
    return resources.find(Namespace.class, namespace).stream()
        .map(found -> situation.applicability(control, Mode.AUDIT, Namespaced.of(found)))
        .flatMap(applicability ->
            resources.inNamespace(Role.class, namespace).stream()
                .flatMap(
                    role -> evaluate(role, new RoleName(Roles.ROLE, name(role)), applicability)));
  }

  /** One ClusterRole. */
  Stream<Evaluation> clusterRole(String name) {
    return name.equals(CLUSTER_ADMIN)
        ? Stream.empty()
        : resources.find(ClusterRole.class, name).stream()
            .flatMap(role ->
                evaluate(
                    role, new RoleName(Roles.CLUSTER_ROLE, name), situation.ofCluster(Mode.AUDIT)));
  }

  private Stream<Evaluation> evaluate(HasMetadata role, RoleName name, Applicability applies) {
    String namespace = namespace(role);
    if (isBound(name, namespace)) {
      return Stream.empty();
    }
    List<Finding> findings =
        roles.find(name, namespace).stream()
            .flatMap(rules -> findings(name, rules))
            .sorted(Finding.MOST_SEVERE_FIRST)
            .toList();
    return Stream.of(
        new Evaluation(
            new Subject(name.kind(), namespace, name.name(), ""),
            applies,
            new Verdict(findings, List.of(), List.of()),
            Traits.NONE,
            null));
  }

  private Stream<Finding> findings(RoleName name, RoleRules rules) {
    return roles.risks(rules, false).stream()
        .filter(risk -> risk.check().isOn(spec))
        .flatMap(risk ->
            risk
                .check()
                .finding(
                    spec, RiskMessage.of(risk, "any subject that is bound → " + Phrases.role(name)))
                .stream());
  }

  private boolean isBound(RoleName role, String namespace) {
    Stream<HasMetadata> bindings =
        role.kind().equals(Roles.ROLE)
            ? resources.inNamespace(RoleBinding.class, namespace).stream().map(it -> it)
            : Stream.concat(
                resources.all(ClusterRoleBinding.class), resources.all(RoleBinding.class));
    return bindings.anyMatch(binding -> Binding.of(binding).role().equals(role));
  }

  private static String name(HasMetadata role) {
    return role.getMetadata().getName();
  }

  private static String namespace(HasMetadata role) {
    return role instanceof Role ? role.getMetadata().getNamespace() : "";
  }
}
