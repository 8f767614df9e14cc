package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collection;
import java.util.List;

/** Kubernetes objects from YAML, and the few that the lab makes itself. */
final class Manifests {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Manifests() {}

  /** The objects of one or more YAML documents. */
  static List<HasMetadata> parse(String yaml) {
    Object read = YAML.unmarshal(yaml);
    if (read instanceof Collection<?> several) {
      return several.stream().map(HasMetadata.class::cast).toList();
    }
    return read == null ? List.of() : List.of((HasMetadata) read);
  }

  static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  static Pod pod(LabPod pod) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(pod.id().name())
        .withNamespace(pod.id().namespace())
        .endMetadata()
        .withNewSpec()
        .withHostNetwork(pod.hostNetwork() ? true : null)
        .endSpec()
        .build();
  }
}
