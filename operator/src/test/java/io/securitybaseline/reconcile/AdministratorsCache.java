package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A cache that holds nothing but bindings to cluster-admin, and stays as it was. */
final class AdministratorsCache implements IndexerResourceCache<ClusterRoleBinding> {

  private final List<ClusterRoleBinding> bindings;

  AdministratorsCache(ClusterRoleBinding... bindings) {
    this.bindings = List.of(bindings);
  }

  @Override
  public void addIndexers(Map<String, Function<ClusterRoleBinding, List<String>>> indexers) {
    // All that is here is of the one index.
  }

  @Override
  public List<ClusterRoleBinding> byIndex(String index, String key) {
    return bindings;
  }

  @Override
  public Stream<ClusterRoleBinding> list(String namespace, Predicate<ClusterRoleBinding> filter) {
    return list(filter);
  }

  @Override
  public Stream<ClusterRoleBinding> list(Predicate<ClusterRoleBinding> filter) {
    return bindings.stream().filter(filter);
  }

  @Override
  public Optional<ClusterRoleBinding> get(ResourceID id) {
    return bindings.stream()
        .filter(binding -> binding.getMetadata().getName().equals(id.getName()))
        .findFirst();
  }

  @Override
  public Stream<ResourceID> keys() {
    return bindings.stream().map(ResourceID::fromResource);
  }
}
