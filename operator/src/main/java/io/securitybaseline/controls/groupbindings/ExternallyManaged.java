package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.facts.OwnerEvidence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a binding must not be changed: another owner would revert the change, or it belongs to the
 * platform. Source of the labels and annotations: the add-on manager of Kubernetes, the RBAC
 * bootstrap of the API server.
 *
 * @param text the owner, with the verb, as a part of a sentence
 * @param until when this ends by itself; empty where it does not
 */
record ExternallyManaged(String reason, String text, Optional<Instant> until) {

  /**
   * The bindings that every AKS cluster has. Others of AKS have the label of the add-on manager, or
   * are in its namespaces; a team may use its prefix.
   */
  private static final Set<String> OF_AKS =
      Set.of(
          "aks-cluster-admin-binding", "aks-cluster-admin-binding-aad", "aks-service-rolebinding");

  /** Nothing if the binding may be changed. */
  static Optional<ExternallyManaged> of(Binding binding, String self, OwnerEvidence evidence) {
    if (isOwn(binding, self)) {
      return because(
          Reasons.OWN_BINDING,
          "this binding grants the operator's own permissions, so it is not changed");
    }
    if (isPlatform(binding)) {
      return because(
          Reasons.PLATFORM_MANAGED,
          "Kubernetes or AKS manages this binding and would revert the change");
    }
    if (SystemNamespaces.hasReservedName(binding.namespace())) {
      return because(
          Reasons.SYSTEM_NAMESPACE, "nothing is changed in a namespace of Kubernetes or AKS");
    }
    return BindingOwner.of(binding, evidence)
        .map(owner -> new ExternallyManaged(Reasons.OWNED_ELSEWHERE, owner.text(), owner.until()));
  }

  private static Optional<ExternallyManaged> because(String reason, String text) {
    return Optional.of(new ExternallyManaged(reason, text, Optional.empty()));
  }

  private static boolean isOwn(Binding binding, String self) {
    if (self.isEmpty()) {
      return false;
    }
    return binding.subjects().stream().anyMatch(subject -> self.equals(userName(subject)));
  }

  private static String userName(BindingSubject subject) {
    return subject.kind().equals(BindingSubject.SERVICE_ACCOUNT)
        ? "system:serviceaccount:%s:%s".formatted(subject.namespace(), subject.name())
        : subject.isUser() ? subject.name() : "";
  }

  private static boolean isPlatform(Binding binding) {
    Map<String, String> labels = binding.labels();
    boolean reservedName =
        binding.isClusterWide()
            && (binding.name().startsWith("system:") || OF_AKS.contains(binding.name()));
    return reservedName
        || labels.containsKey("addonmanager.kubernetes.io/mode")
        || "rbac-defaults".equals(labels.get("kubernetes.io/bootstrapping"))
        || binding.annotations().containsKey("rbac.authorization.kubernetes.io/autoupdate");
  }

  /** Whether the binding is of Kubernetes or AKS. */
  boolean isPlatforms() {
    return reason.equals(Reasons.PLATFORM_MANAGED) || reason.equals(Reasons.SYSTEM_NAMESPACE);
  }
}
