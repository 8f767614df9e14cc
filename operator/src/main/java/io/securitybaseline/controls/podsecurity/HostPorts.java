package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.ContainerPort;
import java.util.List;

/** No container uses a port of its node. */
final class HostPorts {

  static final List<Revision> REVISIONS = List.of(Revision.since(0, HostPorts::check));

  private HostPorts() {}

  private static void check(PodView pod, Fixes fixes) {
    for (ContainerView container : pod.containers()) {
      for (ContainerPort port : container.ports()) {
        if (port.getHostPort() != null && port.getHostPort() != 0) {
          fixes.add(Fix.removeItem("hostPort " + port.getHostPort(), container.path() + ".ports"));
        }
      }
    }
  }
}
