package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.module.ResourceReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the caches of all reconcilers. */
record ListedResources(
    NamespaceLister namespaces,
    NodeLister nodes,
    ClusterRoleBindingLister clusterRoleBindings,
    AdmissionPolicyLister admission)
    implements ResourceReader {

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    return namespaces.contents().inNamespace(kind, namespace);
  }

  @Override
  @SuppressWarnings("unchecked") // each branch is of the kind that it compares with
  public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    if (kind == Namespace.class) {
      return (Stream<T>) namespaces.all();
    }
    if (kind == Node.class) {
      return (Stream<T>) nodes.list();
    }
    if (kind == ClusterRoleBinding.class) {
      return (Stream<T>) clusterRoleBindings.all();
    }
    return namespaces.contents().all(kind);
  }

  @Override
  @SuppressWarnings("unchecked") // each branch is of the kind that it compares with
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    if (kind == Namespace.class) {
      return (Optional<T>) namespaces.find(name);
    }
    if (kind == Node.class) {
      return (Optional<T>) nodes.find(name);
    }
    if (kind == ClusterRoleBinding.class) {
      return (Optional<T>) clusterRoleBindings.find(name);
    }
    return admission.find(kind, name);
  }

  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    return kind != ValidatingAdmissionPolicy.class && kind != ValidatingAdmissionPolicyBinding.class
        || admission.isServed();
  }
}
