package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.securitybaseline.facts.egress.AddressSet;
import io.securitybaseline.facts.egress.InstanceMetadataService;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pod that Calico takes for the instance metadata service. Before the status of a scheduled pod
 * shows an address, Calico reads it from an annotation that its plugin writes, and that every
 * client may write that may create pods. Each peer that selects the pod then allows that address.
 * Confirmed by packets with Felix 3.28.5.
 */
public final class AddressCarrier {

  static final String ADDRESSES = "cni.projectcalico.org/podIPs";
  static final String ADDRESS = "cni.projectcalico.org/podIP";

  /** What a cache keeps of the annotations of such a pod. */
  private static final Map<String, String> KEPT = Map.of(ADDRESS, "169.254.169.254/32");

  private AddressCarrier() {}

  /** Whether a pod is one. */
  public static boolean isOne(Pod pod) {
    return labels(pod) != null;
  }

  /** The labels of such a pod; null of any other. */
  static @Nullable Map<String, String> labels(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    if (annotations == null || annotations.isEmpty() || !isEndpoint(pod) || hasAddress(pod)) {
      return null;
    }
    String stated = annotations.getOrDefault(ADDRESSES, "");
    if (stated.isEmpty()) {
      stated = annotations.getOrDefault(ADDRESS, "");
    }
    return !stated.isEmpty()
            && Arrays.stream(stated.split(",", -1)).anyMatch(AddressCarrier::isOfService)
        ? Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of())
        : null;
  }

  /** Adds to what a cache keeps of the metadata of a pod. */
  static ObjectMeta mark(ObjectMeta kept, Pod pod) {
    if (isOne(pod)) {
      kept.setAnnotations(KEPT);
    }
    return kept;
  }

  private static boolean isEndpoint(Pod pod) {
    return pod.getSpec() != null
        && pod.getSpec().getNodeName() != null
        && !pod.getSpec().getNodeName().isEmpty()
        && !Boolean.TRUE.equals(pod.getSpec().getHostNetwork())
        && !PodSnapshots.isFinished(pod);
  }

  private static boolean hasAddress(Pod pod) {
    PodStatus status = pod.getStatus();
    return status != null
        && (!Objects.requireNonNullElse(status.getPodIP(), "").isEmpty()
            || !Objects.requireNonNullElse(status.getPodIPs(), List.of()).isEmpty());
  }

  private static boolean isOfService(String stated) {
    String address = stated.strip();
    return AddressSet.ofBlock(address.indexOf('/') < 0 ? address + "/32" : address)
        .filter(block -> block.contains(InstanceMetadataService.ADDRESS))
        .isPresent();
  }
}
