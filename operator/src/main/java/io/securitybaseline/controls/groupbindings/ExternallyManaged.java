package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a binding must not be changed: another owner would revert the change, or it belongs to the
 * platform. Source of the labels and annotations: the add-on manager of Kubernetes, the RBAC
 * bootstrap of the API server, AKS, Flux, Argo CD, Helm.
 *
 * @param text the owner, with the verb, as a part of a sentence
 */
record ExternallyManaged(String reason, String text) {

  private static final String FLUX_KUSTOMIZE = "kustomize.toolkit.fluxcd.io/";
  private static final String FLUX_HELM = "helm.toolkit.fluxcd.io/";
  private static final String ARGO_CD = "argocd.argoproj.io/";
  private static final String HELM = "meta.helm.sh/";
  private static final String HELM_RELEASE = HELM + "release-name";
  private static final String HELM_NAMESPACE = HELM + "release-namespace";

  /** Nothing if the binding may be changed. */
  static Optional<ExternallyManaged> of(Binding binding, String self) {
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
    return owner(binding)
        .map(owner ->
            new ExternallyManaged(
                Reasons.OWNED_ELSEWHERE,
                "%s owns this binding and would revert the change".formatted(owner)));
  }

  private static Optional<ExternallyManaged> because(String reason, String text) {
    return Optional.of(new ExternallyManaged(reason, text));
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

  /** AKS's own label counts only with a name that a tenant cannot take. */
  private static boolean isPlatform(Binding binding) {
    Map<String, String> labels = binding.labels();
    boolean reservedName =
        binding.isClusterWide()
            && (binding.name().startsWith("system:") || binding.name().startsWith("aks-"));
    return reservedName
        || labels.containsKey("addonmanager.kubernetes.io/mode")
        || "rbac-defaults".equals(labels.get("kubernetes.io/bootstrapping"))
        || binding.annotations().containsKey("rbac.authorization.kubernetes.io/autoupdate");
  }

  /** Whether the binding is of Kubernetes or AKS. */
  boolean isPlatforms() {
    return reason.equals(Reasons.PLATFORM_MANAGED) || reason.equals(Reasons.SYSTEM_NAMESPACE);
  }

  private static Optional<String> owner(Binding binding) {
    return flux(binding, FLUX_KUSTOMIZE, "Flux Kustomization ")
        .or(() -> flux(binding, FLUX_HELM, "Flux HelmRelease "))
        .or(() -> argoCd(binding))
        .or(() -> helm(binding))
        .or(() -> marked(binding, FLUX_KUSTOMIZE, "Flux"))
        .or(() -> marked(binding, FLUX_HELM, "Flux"))
        .or(() -> marked(binding, ARGO_CD, "Argo CD"))
        .or(() -> marked(binding, HELM, "Helm"))
        .or(() -> binding.owners().stream().findFirst())
        .or(() ->
            Optional.ofNullable(binding.labels().get(Ownership.MANAGED_BY))
                .filter(manager -> !manager.isBlank())
                .map(Phrases::shortened));
  }

  /** By any label or annotation of theirs: which ones they set depends on how they are set up. */
  private static Optional<String> marked(Binding binding, String prefix, String owner) {
    return Stream.concat(
            binding.labels().keySet().stream(), binding.annotations().keySet().stream())
        .filter(key -> key.startsWith(prefix))
        .findFirst()
        .map(_ -> owner);
  }

  private static Optional<String> flux(Binding binding, String prefix, String kind) {
    return Optional.ofNullable(binding.labels().get(prefix + "name"))
        .map(name -> kind + binding.labels().getOrDefault(prefix + "namespace", "") + "/" + name);
  }

  private static Optional<String> argoCd(Binding binding) {
    String tracking = binding.annotations().get(ARGO_CD + "tracking-id");
    if (tracking != null) {
      return Optional.of("Argo CD application " + tracking.split(":", 2)[0]);
    }
    return Optional.ofNullable(binding.labels().get(ARGO_CD + "instance"))
        .map(instance -> "Argo CD application " + instance);
  }

  private static Optional<String> helm(Binding binding) {
    String release = binding.annotations().get(HELM_RELEASE);
    return release == null
        ? Optional.empty()
        : Optional.of(
            "Helm release %s/%s"
                .formatted(binding.annotations().getOrDefault(HELM_NAMESPACE, ""), release));
  }
}
