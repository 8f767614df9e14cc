package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.module.ResourceReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A reader that also has what the API server returned for the evaluation that confirms another. */
final class ConfirmingReader implements ResourceReader {

  private final ResourceReader cached;
  private final Map<Class<? extends HasMetadata>, List<? extends HasMetadata>> live;

  ConfirmingReader(
      ResourceReader cached, Map<Class<? extends HasMetadata>, List<? extends HasMetadata>> live) {
    this.cached = cached;
    this.live = Map.copyOf(live);
  }

  @Override
  public <T extends HasMetadata> Optional<List<T>> live(Class<T> kind) {
    return Optional.ofNullable(live.get(kind))
        .map(objects -> objects.stream().map(kind::cast).toList());
  }

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    return cached.inNamespace(kind, namespace);
  }

  @Override
  public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return cached.all(kind);
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return cached.find(kind, name);
  }

  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    return cached.serves(kind);
  }

  @Override
  public <T extends HasMetadata> Optional<T> written(T object) {
    return cached.written(object);
  }
}
