package io.securitybaseline.controls.golden;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.facts.rbac.ServedResources;
import io.securitybaseline.module.ResourceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Objects in a list, in place of a cluster. */
public final class ListedResources implements ResourceReader {

  private final List<HasMetadata> objects = new ArrayList<>();
  private final Set<Class<? extends HasMetadata>> notServed = new HashSet<>();
  private final Map<String, Set<String>> served = new HashMap<>();

  public ListedResources add(HasMetadata object) {
    objects.add(object);
    return this;
  }

  public ListedResources addAll(List<? extends HasMetadata> all) {
    objects.addAll(all);
    return this;
  }

  public ListedResources withoutKind(Class<? extends HasMetadata> kind) {
    notServed.add(kind);
    return this;
  }

  /** The API server itself has these resources in the group. */
  public ListedResources serving(String group, Set<String> names) {
    served.put(group, names);
    return this;
  }

  @Override
  public ServedResources served() {
    return new ServedResources(served);
  }

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    return all(kind)
        .filter(object -> namespace.equals(object.getMetadata().getNamespace()))
        .toList();
  }

  @Override
  public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast);
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return all(kind).filter(object -> name.equals(object.getMetadata().getName())).findFirst();
  }

  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    return !notServed.contains(kind);
  }
}
