package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.watch.Marker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
    List<PodSnapshot> running =
        pods.stream()
            .filter(pod -> !PodSnapshots.isFinished(pod))
            .map(pod -> PodSnapshots.of(pod, nodes))
            .toList();
    List<PodSnapshot> started = running.isEmpty() ? templates.get() : List.of();
    return new NamespaceSnapshot(
        namespace.getMetadata().getName(),
        namespace.getMetadata().getUid(),
        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()),
        policies.stream().filter(policy -> !Marker.isOn(policy)).map(PolicySnapshot::of).toList(),
        known(running),
        known(started),
        cluster,
        NamespacePlacement.of(namespace),
        Stream.of(
                Marker.of(namespace).stream(),
                policies.stream().map(Marker::of).flatMap(Optional::stream),
                Stream.concat(running.stream(), started.stream())
                    .map(PodSnapshot::marker)
                    .flatMap(Optional::stream))
            .flatMap(markers -> markers)
            .toList());
  }

  private static List<PodSnapshot> known(List<PodSnapshot> pods) {
    return pods.stream().filter(pod -> pod.marker().isEmpty()).toList();
  }
}
