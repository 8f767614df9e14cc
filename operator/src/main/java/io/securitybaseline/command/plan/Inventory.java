package io.securitybaseline.command.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.control.groupbindings.PreventionControl;
import io.securitybaseline.control.instancemetadata.ProtectionControl;
import io.securitybaseline.observe.ClusterObservation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a plan looks at, read once, from a cluster or from files. */
final class Inventory {

  private final Map<Class<?>, List<HasMetadata>> byKind;
  private final Map<Class<?>, Map<String, List<HasMetadata>>> byNamespace;

  Inventory(List<HasMetadata> objects) {
    byKind = objects.stream().collect(Collectors.groupingBy(HasMetadata::getClass));
    byNamespace =
        objects.stream()
            .filter(object -> object.getMetadata().getNamespace() != null)
            .collect(
                Collectors.groupingBy(
                    HasMetadata::getClass,
                    Collectors.groupingBy(object -> object.getMetadata().getNamespace())));
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
    List<HasMetadata> objects = ClusterObjects.of(client);
    ClusterObservation.CRDS.forEach(
        name -> named(client, CustomResourceDefinition.class, name).forEach(objects::add));
    for (String name : List.of(PreventionControl.NAME, ProtectionControl.NAME)) {
      named(client, ValidatingAdmissionPolicy.class, name).forEach(objects::add);
      named(client, ValidatingAdmissionPolicyBinding.class, name).forEach(objects::add);
    }
    return new Inventory(objects);
  }

  private static Stream<HasMetadata> named(
      KubernetesClient client, Class<? extends HasMetadata> kind, String name) {
    return Stream.<HasMetadata>ofNullable(client.resources(kind).withName(name).get());
  }

  /**
   * The objects in all YAML and JSON files under a folder.
   *
   * @throws IllegalStateException naming the file that cannot be read as manifests
   */
  static Inventory ofFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("--manifests takes a folder, not " + folder);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return new Inventory(
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
              .sorted()
              .flatMap(file -> objects(file).stream())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The objects in a file. What has no name is no object of a cluster, such as a kustomization.
   *
   * @throws IllegalStateException naming the file that cannot be read as manifests
   */
  static List<HasMetadata> objects(Path file) {
    KubernetesSerialization reader = new KubernetesSerialization();
    reader.registerKubernetesResource(SecurityBaseline.class);
    Object read;
    try {
      read = reader.unmarshal(Files.readString(file));
    } catch (IOException | RuntimeException e) {
      // Templates of Helm are no YAML, and readers of YAML have exceptions of their own.
      throw new IllegalStateException(
          "%s holds no Kubernetes manifests that can be read (templates have to be rendered first): %s"
              .formatted(file, e.getMessage()),
          e);
    }
    List<?> all =
        switch (read) {
          case null -> List.of();
          case KubernetesList list -> list.getItems();
          case List<?> list -> list;
          default -> List.of(read);
        };
    return all.stream()
        .filter(HasMetadata.class::isInstance)
        .map(HasMetadata.class::cast)
        .filter(object -> object.getMetadata() != null && object.getMetadata().getName() != null)
        .toList();
  }
}
