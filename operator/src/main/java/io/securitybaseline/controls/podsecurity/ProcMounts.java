package io.securitybaseline.controls.podsecurity;

import java.util.List;

/** Each container sees {@code /proc} with the usual masks. */
final class ProcMounts {

  static final List<Revision> BASELINE =
      List.of(
          Revision.since(0, ProcMounts::check),
          Revision.exceptUserNamespaces(35, ProcMounts::check));

  /** From this version on, the relaxation of the level baseline does not apply to restricted. */
  static final List<Revision> RESTRICTED = List.of(Revision.since(35, ProcMounts::check));

  private ProcMounts() {}

  private static void check(PodView pod, Fixes fixes) {
    for (ContainerView container : pod.containers()) {
      String mount = container.context().getProcMount();
      if (mount != null && !mount.equals("Default")) {
        fixes.add(Fix.remove(container.contextPath("procMount")));
      }
    }
  }
}
