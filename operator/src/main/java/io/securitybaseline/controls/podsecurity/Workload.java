package io.securitybaseline.controls.podsecurity;

import java.util.LinkedHashSet;
import java.util.Set;

/** A workload with the distinct shapes of its template and of its pods. */
record Workload(Owner owner, Set<Shape> shapes) {

  /**
   * Pods that are alike.
   *
   * @param template where the pod is in the workload, or empty for a running pod
   * @param windows whether it runs, or asks to run, on a Windows node
   */
  record Shape(String template, boolean windows, PodVerdict verdict) {}

  static Workload of(Owner owner) {
    return new Workload(owner, new LinkedHashSet<>());
  }
}
