package io.securitybaseline.controls.podsecurity;

import java.util.List;

/** Each container sets {@code allowPrivilegeEscalation: false}. */
final class AllowPrivilegeEscalation {

  static final List<Revision> REVISIONS =
      List.of(
          Revision.since(8, AllowPrivilegeEscalation::check),
          Revision.exceptWindows(25, AllowPrivilegeEscalation::check));

  private AllowPrivilegeEscalation() {}

  private static void check(PodView pod, Fixes fixes) {
    for (ContainerView container : pod.containers()) {
      if (!Boolean.FALSE.equals(container.context().getAllowPrivilegeEscalation())) {
        fixes.add(Fix.set(container.contextPath("allowPrivilegeEscalation"), "false"));
      }
    }
  }
}
