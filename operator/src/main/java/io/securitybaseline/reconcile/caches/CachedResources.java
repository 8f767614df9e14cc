package io.securitybaseline.reconcile.caches;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.securitybaseline.facts.rbac.ServedResources;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.ResourceReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the caches of informers. The framework creates a cache when a reconciler is registered;
 * before that, and while a kind is not served, its cache is missing and reads as empty.
 */
public final class CachedResources implements ResourceReader {

  private final Map<String, Opened<?>> opened = new ConcurrentHashMap<>();

  /** Those of all objects of a kind; of a kind with several caches nothing else is asked. */
  private final Map<Class<?>, Opened<?>> complete = new ConcurrentHashMap<>();

  /** Those of one object each: dozens of definitions are watched, and each has a cache. */
  private final Map<Named, Opened<?>> named = new ConcurrentHashMap<>();

  private record Named(Class<?> kind, String name) {}

  private volatile ServedResources served = ServedResources.UNKNOWN;

  /** Adds a cache. */
  public <T extends HasMetadata> void open(Watch<T> watch, IndexerResourceCache<T> cache) {
    Opened<T> added = new Opened<>(watch, cache);
    opened.put(watch.name(), added);
    switch (watch.selection()) {
      case Selection.All _ -> complete.put(watch.kind().type(), added);
      case Selection.Named(String name) -> named.put(new Named(watch.kind().type(), name), added);
      case Selection.InNamespace _, Selection.Labeled _, Selection.InState _ -> {
        // Found among all of the kind.
      }
    }
  }

  /** Forgets a cache. */
  void close(Watch<?> watch) {
    opened.remove(watch.name());
    switch (watch.selection()) {
      case Selection.All _ -> complete.remove(watch.kind().type());
      case Selection.Named(String name) -> named.remove(new Named(watch.kind().type(), name));
      case Selection.InNamespace _, Selection.Labeled _, Selection.InState _ -> {
        // As above.
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked") // as put in above
  public <T extends HasMetadata> Stream<T> of(Watch<T> watch) {
    Opened<T> found = (Opened<T>) opened.get(watch.name());
    return found == null ? Stream.empty() : found.cache().list();
  }

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    Opened<T> found = complete(kind);
    return found == null ? List.of() : found.cache().byIndex(Cache.NAMESPACE_INDEX, namespace);
  }

  @Override
  public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return caches(kind).flatMap(cache -> cache.list());
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    Opened<T> of = complete(kind) == null ? named(kind, name) : complete(kind);
    return of != null
        ? of.cache().get(new ResourceID(name))
        : caches(kind).flatMap(cache -> cache.get(new ResourceID(name)).stream()).findFirst();
  }

  @Override
  public ServedResources served() {
    return served;
  }

  /** From now on, this is what the API server serves. */
  public void serving(ServedResources now) {
    served = now;
  }

  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    return opened.values().stream().anyMatch(each -> each.watch().isOf(kind));
  }

  @SuppressWarnings("unchecked") // of the kind
  private <T extends HasMetadata> Stream<IndexerResourceCache<T>> caches(Class<T> kind) {
    Opened<T> found = complete(kind);
    return found != null
        ? Stream.of(found.cache())
        : opened.values().stream()
            .filter(each -> each.watch().isOf(kind))
            .map(each -> ((Opened<T>) each).cache());
  }

  @SuppressWarnings("unchecked") // as put in above
  private <T extends HasMetadata> @Nullable Opened<T> complete(Class<T> kind) {
    return (Opened<T>) complete.get(kind);
  }

  @SuppressWarnings("unchecked") // as put in above
  private <T extends HasMetadata> @Nullable Opened<T> named(Class<T> kind, String name) {
    return (Opened<T>) named.get(new Named(kind, name));
  }

  private record Opened<T extends HasMetadata>(Watch<T> watch, IndexerResourceCache<T> cache) {}
}
