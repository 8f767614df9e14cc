package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * A kind of objects.
 *
 * @param type the model of its objects
 * @param group empty for the core group
 */
public record Kind<T extends HasMetadata>(
    Class<T> type, String group, String version, String name) {

  public static <T extends HasMetadata> Kind<T> of(Class<T> type) {
    return new Kind<>(
        type, HasMetadata.getGroup(type), HasMetadata.getVersion(type), HasMetadata.getKind(type));
  }

  /** A kind that has no model of its own. */
  public static Kind<GenericKubernetesResource> generic(String group, String version, String name) {
    return new Kind<>(GenericKubernetesResource.class, group, version, name);
  }

  /**
   * A name that no other kind has: several kinds outside of Kubernetes are a NetworkPolicy, too.
   */
  public String qualifiedName() {
    boolean ofKubernetes = group.indexOf('.') < 0 || group.endsWith(".k8s.io");
    return ofKubernetes ? name : name + "." + group;
  }

  public boolean isGeneric() {
    return type == GenericKubernetesResource.class;
  }
}
