package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.securitybaseline.control.Applicability.Namespaced;
import io.securitybaseline.module.ResourceReader;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The namespaces in the cluster, with what is in them, as the caches keep it. */
final class NamespaceLister {

  private final ResourceReader resources;

  NamespaceLister(ResourceReader resources) {
    this.resources = resources;
  }

  /** The namespaces that are not being deleted. */
  Stream<Namespace> list() {
    return resources.all(Namespace.class).filter(namespace -> !namespace.isMarkedForDeletion());
  }

  /** The namespace with the name, one that is being deleted too. */
  Optional<Namespace> find(String name) {
    return resources.find(Namespace.class, name);
  }

  /** The same as far as it matters for what is to be done in them. */
  Stream<Namespaced> namespaced() {
    return list().map(NamespaceLister::namespaced);
  }

  /** A namespace as far as it matters for what is to be done in it. */
  static Namespaced namespaced(Namespace namespace) {
    return new Namespaced(
        namespace.getMetadata().getName(),
        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()));
  }

  Stream<ResourceID> ids() {
    return resources.all(Namespace.class).map(ResourceID::fromResource);
  }

  /**
   * The namespaces that have pods on any of the nodes. It reads all pods: for the rare event that a
   * node appears after its pods.
   */
  Stream<ResourceID> withPodsOn(Set<String> nodeNames) {
    return nodeNames.isEmpty()
        ? Stream.empty()
        : resources
            .all(Pod.class)
            .filter(pod ->
                pod.getSpec() != null
                    && pod.getSpec().getNodeName() != null
                    && nodeNames.contains(pod.getSpec().getNodeName()))
            .map(pod -> pod.getMetadata().getNamespace())
            .distinct()
            .map(ResourceID::new);
  }
}
