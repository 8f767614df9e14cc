package io.securitybaseline.controls.podsecurity;

import java.util.List;

/** The kubelet starts no container of the pod as root. */
final class NonRoot {

  static final List<Revision> REVISIONS =
      List.of(Revision.since(0, NonRoot::check), Revision.exceptUserNamespaces(35, NonRoot::check));

  private static final String FIELD = "runAsNonRoot";

  private NonRoot() {}

  private static void check(PodView pod, Fixes fixes) {
    Boolean ofPod = pod.context().getRunAsNonRoot();
    boolean inherited = !Boolean.TRUE.equals(ofPod);
    if (Boolean.FALSE.equals(ofPod) || (inherited && anyInherits(pod))) {
      fixes.add(Fix.set("spec.securityContext." + FIELD, "true"));
    }
    for (ContainerView container : pod.containers()) {
      if (Boolean.FALSE.equals(container.context().getRunAsNonRoot())) {
        fixes.add(Fix.set(container.contextPath(FIELD), "true"));
      }
    }
  }

  private static boolean anyInherits(PodView pod) {
    for (ContainerView container : pod.containers()) {
      if (container.context().getRunAsNonRoot() == null) {
        return true;
      }
    }
    return false;
  }
}
