package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.module.ResourceReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Caches that cannot be read. */
final class BrokenNodes implements ResourceReader {

  private final RuntimeException fault;

  BrokenNodes(RuntimeException fault) {
    this.fault = fault;
  }

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    throw fault;
  }

  @Override
  public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    throw fault;
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    throw fault;
  }

  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    throw fault;
  }
}
