package io.securitybaseline.facts;

import io.securitybaseline.facts.watch.Marker;
import java.util.Map;
import java.util.Optional;

/**
 * What network policy sees of a pod, or of the pods that a workload's template would make.
 *
 * @param origin what a person would look up: {@code Pod/web-1}, {@code Deployment/web}
 * @param hostNetwork such a pod has its node's address and is outside every network policy
 * @param windows runs, or asks to run, on a Windows node
 * @param marker present if no more is known of it than that it exists
 */
public record PodSnapshot(
    String origin,
    Map<String, String> labels,
    boolean hostNetwork,
    boolean windows,
    Optional<Marker> marker) {

  public PodSnapshot {
    labels = Map.copyOf(labels);
  }

  /** A pod of which everything is known. */
  public PodSnapshot(
      String origin, Map<String, String> labels, boolean hostNetwork, boolean windows) {
    this(origin, labels, hostNetwork, windows, Optional.empty());
  }

  /** A pod of which no more is known than that it exists. */
  static PodSnapshot withheld(Marker marker) {
    return new PodSnapshot(
        marker.kind() + "/" + marker.name(), Map.of(), false, false, Optional.of(marker));
  }
}
