package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that there are, with what lives in them. The framework hands out caches only when
 * a reconciler is registered; until then nothing may be asked here.
 */
final class NamespaceLister {

  private @Nullable Cache<Namespace> namespaces;
  private @Nullable NamespaceCaches contents;
  private final NodeLister nodes;

  NamespaceLister(NodeLister nodes) {
    this.nodes = nodes;
  }

  /** Called once, when the reconciler of namespaces is registered. */
  void open(Cache<Namespace> namespaces, NamespaceCaches contents) {
    this.namespaces = namespaces;
    this.contents = contents;
  }

  NamespaceSnapshot snapshot(Namespace namespace, ClusterSnapshot cluster) {
    return Objects.requireNonNull(contents).snapshot(namespace, cluster, nodes::isWindows);
  }

  /** The namespaces that are not being deleted. */
  Stream<Namespace> list() {
    return Objects.requireNonNull(namespaces).list(namespace -> !namespace.isMarkedForDeletion());
  }

  /** The namespace with the name, one that is being deleted too. */
  Optional<Namespace> find(String name) {
    return Objects.requireNonNull(namespaces).get(new ResourceID(name));
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
    return Objects.requireNonNull(namespaces).keys();
  }

  List<RoleBinding> roleBindings(String namespace) {
    return Objects.requireNonNull(contents).roleBindings(namespace);
  }

  /** The namespaces that have pods on any of the nodes. */
  Stream<ResourceID> withPodsOn(Set<String> nodeNames) {
    return nodeNames.isEmpty()
        ? Stream.empty()
        : Objects.requireNonNull(contents).namespacesWithPodsOn(nodeNames).map(ResourceID::new);
  }

  /** All policies that match, over all namespaces. */
  Stream<NetworkPolicy> policies(Predicate<NetworkPolicy> condition) {
    return Objects.requireNonNull(contents).policies(condition);
  }
}
