package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.WindowsSecurityContextOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No Windows container runs as a process of its node. */
final class WindowsHostProcess {

  static final List<Revision> REVISIONS = List.of(Revision.since(0, WindowsHostProcess::check));

  private static final String FIELD = "windowsOptions.hostProcess";

  private WindowsHostProcess() {}

  private static void check(PodView pod, Fixes fixes) {
    if (isHostProcess(pod.context().getWindowsOptions())) {
      fixes.add(Fix.remove("spec.securityContext." + FIELD));
    }
    for (ContainerView container : pod.containers()) {
      if (isHostProcess(container.context().getWindowsOptions())) {
        fixes.add(Fix.remove(container.contextPath(FIELD)));
      }
    }
  }

  private static boolean isHostProcess(@Nullable WindowsSecurityContextOptions options) {
    return options != null && Boolean.TRUE.equals(options.getHostProcess());
  }
}
