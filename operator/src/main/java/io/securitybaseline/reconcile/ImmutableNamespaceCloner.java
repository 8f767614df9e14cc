package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Clones what the framework may change before it hands it to a reconciler. Namespaces and
 * ClusterRoleBindings are only read by the operator's reconcilers, and a clone through JSON on each
 * pass would be the most expensive part of it.
 */
final class ImmutableNamespaceCloner implements Cloner {

  private final KubernetesSerialization json;

  ImmutableNamespaceCloner(KubernetesSerialization json) {
    this.json = json;
  }

  @Override
  public <T extends HasMetadata> T clone(T object) {
    return object instanceof Namespace || object instanceof ClusterRoleBinding
        ? object
        : json.clone(object);
  }
}
