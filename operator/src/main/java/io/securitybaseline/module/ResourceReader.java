package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.facts.rbac.ServedResources;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads objects as the caches keep them: the operator from informers, commands from lists. Reading
 * sends no request. An object that could not be kept is a marker with its identity.
 */
public interface ResourceReader {

  /** The objects of a kind in a namespace. */
  <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace);

  /** All objects of a kind that are not being deleted or are, in all namespaces. */
  <T extends HasMetadata> Stream<T> all(Class<T> kind);

  /** The objects of one declaration. */
  default <T extends HasMetadata> Stream<T> of(Watch<T> watch) {
    return all(watch.kind().type()).filter(watch.selection()::includes);
  }

  /** The namespaces that are not being deleted. */
  default Stream<Namespace> namespaces() {
    return all(Namespace.class).filter(namespace -> !namespace.isMarkedForDeletion());
  }

  /** The cluster-scoped object with the name. */
  <T extends HasMetadata> Optional<T> find(Class<T> kind, String name);

  /** Whether the API server serves the kind; a kind that is not watched counts as not served. */
  boolean serves(Class<? extends HasMetadata> kind);

  /** What the API server serves in the groups that it has itself; nothing is known by default. */
  default ServedResources served() {
    return ServedResources.UNKNOWN;
  }

  /**
   * The object as the operator wrote it, or may have written it, where the cache does not show that
   * write yet; else empty.
   */
  default <T extends HasMetadata> Optional<T> written(T cached) {
    return Optional.empty();
  }

  /**
   * The objects of a kind as the API server returned them for this evaluation; empty unless the
   * evaluation confirms an earlier one ({@link Evaluation.Traits#confirm}).
   */
  default <T extends HasMetadata> Optional<List<T>> live(Class<T> kind) {
    return Optional.empty();
  }
}
