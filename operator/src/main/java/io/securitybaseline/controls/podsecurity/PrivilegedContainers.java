package io.securitybaseline.controls.podsecurity;

import java.util.List;

/** No container is privileged. */
final class PrivilegedContainers {

  static final List<Revision> REVISIONS = List.of(Revision.since(0, PrivilegedContainers::check));

  private PrivilegedContainers() {}

  private static void check(PodView pod, Fixes fixes) {
    for (ContainerView container : pod.containers()) {
      if (Boolean.TRUE.equals(container.context().getPrivileged())) {
        fixes.add(Fix.remove(container.contextPath("privileged")));
      }
    }
  }
}
