package io.securitybaseline.observe;

import java.util.Map;

/**
 * What network policy sees of a pod, or of the pods that a workload's template would make.
 *
 * @param origin what a person would look up: {@code Pod/web-1}, {@code Deployment/web}
 * @param hostNetwork such a pod has its node's address and is outside every network policy
 * @param windows runs, or asks to run, on a Windows node
 */
public record PodSnapshot(
    String origin, Map<String, String> labels, boolean hostNetwork, boolean windows) {

  public PodSnapshot {
    labels = Map.copyOf(labels);
  }
}
