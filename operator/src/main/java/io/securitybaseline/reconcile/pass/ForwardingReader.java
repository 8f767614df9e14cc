package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.facts.rbac.ServedResources;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.ResourceReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A reader that reads from another one, except for what it has itself. */
interface ForwardingReader extends ResourceReader {

  /** The reader that it reads from. */
  ResourceReader cached();

  @Override
  default <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    return cached().inNamespace(kind, namespace);
  }

  @Override
  default <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return cached().all(kind);
  }

  @Override
  default <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return cached().find(kind, name);
  }

  @Override
  default <T extends HasMetadata> Stream<T> of(Watch<T> watch) {
    return cached().of(watch);
  }

  @Override
  default boolean serves(Class<? extends HasMetadata> kind) {
    return cached().serves(kind);
  }

  @Override
  default ServedResources served() {
    return cached().served();
  }

  @Override
  default <T extends HasMetadata> Optional<T> written(T object) {
    return cached().written(object);
  }

  @Override
  default <T extends HasMetadata> Optional<List<T>> live(Class<T> kind) {
    return cached().live(kind);
  }
}
