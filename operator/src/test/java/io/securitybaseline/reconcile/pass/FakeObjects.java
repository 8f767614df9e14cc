package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.module.ResourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects of a cluster, as caches have them. */
final class FakeObjects implements ResourceReader {

  private final List<HasMetadata> objects = new ArrayList<>();

  FakeObjects(HasMetadata... objects) {
    this.objects.addAll(List.of(objects));
  }

  /** Replaces all objects. */
  void set(HasMetadata... others) {
    objects.clear();
    objects.addAll(List.of(others));
  }

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    return all(kind)
        .filter(object -> Objects.equals(object.getMetadata().getNamespace(), namespace))
        .toList();
  }

  @Override
  public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast);
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return all(kind).filter(object -> object.getMetadata().getName().equals(name)).findFirst();
  }

  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    return true;
  }
}
