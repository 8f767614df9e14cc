package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.securitybaseline.facts.watch.Marker;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads pods into snapshots. */
public final class PodSnapshots {

  private PodSnapshots() {}

  /**
   * The snapshot of a pod.
   *
   * @param nodes which of them run Windows
   */
  public static PodSnapshot of(Pod pod, WindowsNodes nodes) {
    Optional<Marker> marker = Marker.of(pod);
    if (marker.isPresent()) {
      return PodSnapshot.withheld(marker.get());
    }
    PodSpec spec = pod.getSpec();
    String node = spec == null ? null : spec.getNodeName();
    return of(
        "Pod/" + pod.getMetadata().getName(),
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of()),
        spec,
        (node != null && nodes.isWindowsNode(node)) || asksForWindows(spec, nodes));
  }

  /** The snapshot of what a template would start, which has no node yet. */
  static PodSnapshot ofTemplate(
      String origin, Map<String, String> labels, @Nullable PodSpec spec, WindowsNodes nodes) {
    return of(origin, labels, spec, asksForWindows(spec, nodes));
  }

  private static PodSnapshot of(
      String origin, Map<String, String> labels, @Nullable PodSpec spec, boolean windows) {
    return new PodSnapshot(
        origin, labels, spec != null && Boolean.TRUE.equals(spec.getHostNetwork()), windows);
  }

  /** Whether the pod has ended for good, and with it whatever its network could reach. */
  public static boolean isFinished(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static boolean asksForWindows(@Nullable PodSpec spec, WindowsNodes nodes) {
    NodeSelection selection = NodeSelection.of(spec);
    return selection.windows() || selection.names().stream().anyMatch(nodes::isWindowsPool);
  }
}
