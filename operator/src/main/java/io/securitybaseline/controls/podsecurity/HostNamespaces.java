package io.securitybaseline.controls.podsecurity;

import java.util.List;

/** A pod has its own network, process and IPC namespaces. */
final class HostNamespaces {

  static final List<Revision> REVISIONS = List.of(Revision.since(0, HostNamespaces::check));

  private HostNamespaces() {}

  private static void check(PodView pod, Fixes fixes) {
    if (Boolean.TRUE.equals(pod.spec().getHostNetwork())) {
      fixes.add(Fix.remove("spec.hostNetwork"));
    }
    if (Boolean.TRUE.equals(pod.spec().getHostPID())) {
      fixes.add(Fix.remove("spec.hostPID"));
    }
    if (Boolean.TRUE.equals(pod.spec().getHostIPC())) {
      fixes.add(Fix.remove("spec.hostIPC"));
    }
  }
}
