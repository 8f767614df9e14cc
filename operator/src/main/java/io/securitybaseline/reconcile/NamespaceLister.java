package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.securitybaseline.control.Namespaced;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that there are, with what lives in them. The framework hands out caches only when
 * a reconciler is registered; until then nothing may be asked here.
 */
final class NamespaceLister {

  private @Nullable Cache<Namespace> namespaces;
  private @Nullable NamespaceCaches contents;

  /** Called once, when the reconciler of namespaces is registered. */
  void open(Cache<Namespace> namespaces, NamespaceCaches contents) {
    this.namespaces = namespaces;
    this.contents = contents;
  }

  NamespaceCaches contents() {
    return Objects.requireNonNull(contents);
  }

  /** All namespaces, also those that are being deleted. */
  Stream<Namespace> all() {
    return Objects.requireNonNull(namespaces).list();
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

  /** The namespaces that have pods on any of the nodes. */
  Stream<ResourceID> withPodsOn(Set<String> nodeNames) {
    return nodeNames.isEmpty()
        ? Stream.empty()
        : Objects.requireNonNull(contents).namespacesWithPodsOn(nodeNames).map(ResourceID::new);
  }
}
