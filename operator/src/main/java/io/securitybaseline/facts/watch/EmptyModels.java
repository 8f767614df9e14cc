package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;

/**
 * Objects of the client's model with nothing in them. The model gives each of them empty lists and
 * maps of its own, which at ten thousand namespaces are megabytes; these share immutable ones.
 */
public final class EmptyModels {

  private EmptyModels() {}

  public static ObjectMeta metadata() {
    ObjectMeta bare = new ObjectMeta();
    empty(bare);
    return bare;
  }

  static void empty(ObjectMeta bare) {
    bare.setAnnotations(Map.of());
    bare.setFinalizers(List.of());
    bare.setLabels(Map.of());
    bare.setManagedFields(List.of());
    bare.setOwnerReferences(List.of());
    bare.setAdditionalProperties(Map.of());
  }

  public static PodSpec podSpec() {
    PodSpec bare = new PodSpec();
    bare.setContainers(List.of());
    bare.setEphemeralContainers(List.of());
    bare.setEvictionResponders(List.of());
    bare.setHostAliases(List.of());
    bare.setImagePullSecrets(List.of());
    bare.setInitContainers(List.of());
    bare.setNodeSelector(Map.of());
    bare.setOverhead(Map.of());
    bare.setReadinessGates(List.of());
    bare.setResourceClaims(List.of());
    bare.setSchedulingGates(List.of());
    bare.setTolerations(List.of());
    bare.setTopologySpreadConstraints(List.of());
    bare.setVolumes(List.of());
    bare.setAdditionalProperties(Map.of());
    return bare;
  }

  public static NodeStatus nodeStatus() {
    NodeStatus bare = new NodeStatus();
    bare.setAddresses(List.of());
    bare.setAllocatable(Map.of());
    bare.setCapacity(Map.of());
    bare.setConditions(List.of());
    bare.setDeclaredFeatures(List.of());
    bare.setImages(List.of());
    bare.setRuntimeHandlers(List.of());
    bare.setVolumesAttached(List.of());
    bare.setVolumesInUse(List.of());
    bare.setAdditionalProperties(Map.of());
    return bare;
  }
}
