package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.watch.Marker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads a namespace and what lives in it into a snapshot. */
public final class NamespaceSnapshots {

  private NamespaceSnapshots() {}

  /**
   * The snapshot of one namespace.
   *
   * @param templates read only if the namespace has no pod that runs
   */
  public static NamespaceSnapshot of(
      Namespace namespace,
      List<NetworkPolicy> policies,
      List<Pod> pods,
      Supplier<List<PodSnapshot>> templates,
      ClusterSnapshot cluster,
      WindowsNodes nodes) {
    List<Marker> withheld = new ArrayList<>();
    Marker.of(namespace).ifPresent(withheld::add);
    List<PolicySnapshot> read = policies(policies, withheld);
    List<PodSnapshot> running = running(pods, nodes);
    List<PodSnapshot> started = running.isEmpty() ? templates.get() : List.of();
    return new NamespaceSnapshot(
        namespace.getMetadata().getName(),
        namespace.getMetadata().getUid(),
        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()),
        read,
        known(running, withheld),
        known(started, withheld),
        cluster,
        NamespacePlacement.of(namespace),
        withheld);
  }

  private static List<PolicySnapshot> policies(
      List<NetworkPolicy> policies, List<Marker> withheld) {
    List<PolicySnapshot> read = new ArrayList<>(policies.size());
    for (NetworkPolicy policy : policies) {
      if (Marker.isOn(policy)) {
        Marker.of(policy).ifPresent(withheld::add);
      } else {
        read.add(PolicySnapshot.of(policy));
      }
    }
    return read;
  }

  private static List<PodSnapshot> running(List<Pod> pods, WindowsNodes nodes) {
    List<PodSnapshot> running = new ArrayList<>(pods.size());
    for (Pod pod : pods) {
      if (!PodSnapshots.isFinished(pod)) {
        running.add(PodSnapshots.of(pod, nodes));
      }
    }
    return running;
  }

  private static List<PodSnapshot> known(List<PodSnapshot> pods, List<Marker> withheld) {
    List<PodSnapshot> known = new ArrayList<>(pods.size());
    for (PodSnapshot pod : pods) {
      pod.marker().ifPresentOrElse(withheld::add, () -> known.add(pod));
    }
    return known;
  }
}
