package io.securitybaseline.reconcile.caches;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A cache of a few objects, with the namespace as its one index. */
record ListCache<T extends HasMetadata>(List<T> objects) implements IndexerResourceCache<T> {

  @Override
  public void addIndexers(Map<String, Function<T, List<String>>> indexers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<T> byIndex(String index, String key) {
    return list(object -> key.equals(object.getMetadata().getNamespace())).toList();
  }

  @Override
  public Stream<T> list(String namespace, Predicate<T> condition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Stream<T> list(Predicate<T> condition) {
    return objects.stream().filter(condition);
  }

  @Override
  public Optional<T> get(ResourceID id) {
    return list(object -> ResourceID.fromResource(object).equals(id)).findFirst();
  }

  @Override
  public Stream<ResourceID> keys() {
    return objects.stream().map(ResourceID::fromResource);
  }
}
