package io.securitybaseline.controls.podsecurity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neither the pod nor a container asks for the user root. */
final class NonRootUser {

  static final List<Revision> REVISIONS =
      List.of(
          Revision.since(23, NonRootUser::check),
          Revision.exceptUserNamespaces(35, NonRootUser::check));

  private NonRootUser() {}

  private static void check(PodView pod, Fixes fixes) {
    if (isRoot(pod.context().getRunAsUser())) {
      fixes.add(Fix.removeItem("the value 0", "spec.securityContext.runAsUser"));
    }
    for (ContainerView container : pod.containers()) {
      if (isRoot(container.context().getRunAsUser())) {
        fixes.add(Fix.removeItem("the value 0", container.contextPath("runAsUser")));
      }
    }
  }

  private static boolean isRoot(@Nullable Long user) {
    return user != null && user == 0;
  }
}
