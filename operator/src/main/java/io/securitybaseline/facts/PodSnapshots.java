package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.securitybaseline.facts.watch.Marker;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads pods into snapshots. */
public final class PodSnapshots {

  private static final String WINDOWS = "windows";

  private PodSnapshots() {}

  /**
   * The snapshot of a pod.
   *
   * @param onWindowsNode whether the node of this name runs Windows
   */
  public static PodSnapshot of(Pod pod, Predicate<String> onWindowsNode) {
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
        node != null && onWindowsNode.test(node));
  }

  static PodSnapshot of(
      String origin, Map<String, String> labels, @Nullable PodSpec spec, boolean onWindowsNode) {
    return new PodSnapshot(
        origin,
        labels,
        spec != null && Boolean.TRUE.equals(spec.getHostNetwork()),
        onWindowsNode || (spec != null && asksForWindows(spec)));
  }

  /** Whether the pod has ended for good, and with it whatever its network could reach. */
  public static boolean isFinished(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static boolean asksForWindows(PodSpec spec) {
    return (spec.getOs() != null && WINDOWS.equals(spec.getOs().getName()))
        || (spec.getNodeSelector() != null
            && WINDOWS.equals(spec.getNodeSelector().get(OsLabel.NAME)));
  }
}
