package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.module.ResourceReader;
import java.util.Set;
import java.util.stream.Stream;

/** The namespaces in the cluster, with what is in them, as the caches keep it. */
final class NamespaceLister {

  private final ResourceReader resources;

  NamespaceLister(ResourceReader resources) {
    this.resources = resources;
  }

  /** The namespaces that are not being deleted, as far as the rollout depends on them. */
  Stream<Namespaced> namespaced() {
    return resources.namespaces().map(Namespaced::of);
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
