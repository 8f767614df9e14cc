package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ClusterRoleBindings in the cache of their reconciler. */
final class ClusterRoleBindingLister {

  private @Nullable Cache<ClusterRoleBinding> cache;

  /** Called once, when the reconciler is registered, before its cache is filled. */
  void open(Cache<ClusterRoleBinding> primaries) {
    cache = primaries;
  }

  Stream<ResourceID> ids() {
    return Objects.requireNonNull(cache).keys();
  }

  /** All, also those that are being deleted. */
  Stream<ClusterRoleBinding> all() {
    return Objects.requireNonNull(cache).list();
  }

  Optional<ClusterRoleBinding> find(String name) {
    return Objects.requireNonNull(cache).get(new ResourceID(name));
  }
}
