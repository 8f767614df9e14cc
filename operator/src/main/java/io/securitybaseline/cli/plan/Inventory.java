package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that a plan looks at, read once, from a cluster or from files. */
final class Inventory {

  private final Map<Class<?>, List<HasMetadata>> byKind;
  private final Map<Class<?>, Map<String, List<HasMetadata>>> byNamespace;

  Inventory(List<HasMetadata> objects) {
    byKind = objects.stream().collect(Collectors.groupingBy(Inventory::kind));
    byNamespace =
        objects.stream()
            .filter(object -> object.getMetadata().getNamespace() != null)
            .collect(
                Collectors.groupingBy(
                    Inventory::kind,
                    Collectors.groupingBy(object -> object.getMetadata().getNamespace())));
  }

  /** The class of its kind; a policy that was reduced to what is kept has one of its own. */
  private static Class<?> kind(HasMetadata object) {
    return object instanceof NetworkPolicy ? NetworkPolicy.class : object.getClass();
  }

  /** All objects of one kind. */
  <T extends HasMetadata> List<T> all(Class<T> type) {
    return cast(byKind.getOrDefault(type, List.of()), type);
  }

  /** The objects of one kind in a namespace. */
  <T extends HasMetadata> List<T> in(String namespace, Class<T> type) {
    return cast(byNamespace.getOrDefault(type, Map.of()).getOrDefault(namespace, List.of()), type);
  }

  private static <T> List<T> cast(List<HasMetadata> objects, Class<T> type) {
    return objects.stream().map(type::cast).toList();
  }

  static Inventory ofCluster(KubernetesClient client) {
    return new Inventory(ClusterObjects.of(client));
  }
}
