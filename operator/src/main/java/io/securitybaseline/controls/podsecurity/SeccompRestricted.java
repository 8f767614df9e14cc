package io.securitybaseline.controls.podsecurity;

import java.util.List;

/** Each container has a seccomp profile, its own or that of the pod. */
final class SeccompRestricted {

  static final List<Revision> REVISIONS =
      List.of(
          Revision.since(19, SeccompRestricted::check),
          Revision.exceptWindows(25, SeccompRestricted::check));

  private SeccompRestricted() {}

  private static void check(PodView pod, Fixes fixes) {
    SeccompBaseline.check(pod, fixes);
    if (!SeccompBaseline.isForbidden(pod.context().getSeccompProfile())
        && !SeccompBaseline.isAllowed(pod.context().getSeccompProfile())
        && anyInherits(pod)) {
      fixes.add(Fix.set("spec.securityContext." + SeccompBaseline.FIELD, SeccompBaseline.DEFAULT));
    }
  }

  private static boolean anyInherits(PodView pod) {
    for (ContainerView container : pod.containers()) {
      if (container.context().getSeccompProfile() == null) {
        return true;
      }
    }
    return false;
  }
}
