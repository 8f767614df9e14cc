package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the standards evaluate of a pod, or of the template of one.
 *
 * @param containers of all kinds, in the order of the API server: init, ordinary, ephemeral
 */
record PodView(Map<String, String> annotations, PodSpec spec, List<ContainerView> containers) {

  private static final String WINDOWS = "windows";
  private static final PodSecurityContext NOTHING = new PodSecurityContext();

  static PodView of(Map<String, String> annotations, PodSpec spec) {
    List<ContainerView> containers = new ArrayList<>();
    for (Container each : spec.getInitContainers()) {
      containers.add(ContainerView.of("initContainers", each));
    }
    for (Container each : spec.getContainers()) {
      containers.add(ContainerView.of("containers", each));
    }
    for (EphemeralContainer each : spec.getEphemeralContainers()) {
      containers.add(ContainerView.of(each));
    }
    return new PodView(annotations, spec, containers);
  }

  /** Its security context; one with nothing in it if it has none. */
  PodSecurityContext context() {
    return spec.getSecurityContext() == null ? NOTHING : spec.getSecurityContext();
  }

  List<Volume> volumes() {
    return Objects.requireNonNullElse(spec.getVolumes(), List.of());
  }

  /** Whether it declares that it runs on Windows. */
  boolean isWindows() {
    return spec.getOs() != null && WINDOWS.equals(spec.getOs().getName());
  }

  /** Whether it runs in a Linux user namespace of its own. */
  boolean hasUserNamespace() {
    return Boolean.FALSE.equals(spec.getHostUsers());
  }
}
