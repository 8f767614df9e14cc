package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the standards evaluate of a container of any kind.
 *
 * @param path where it is in a pod: {@code spec.containers[app]}
 * @param probes those that it has, by the name of their field
 */
record ContainerView(
    String path,
    String name,
    @Nullable SecurityContext securityContext,
    List<ContainerPort> ports,
    List<NamedProbe> probes,
    @Nullable Lifecycle lifecycle) {

  private static final SecurityContext NOTHING = new SecurityContext();

  /** A probe and the name of its field. */
  record NamedProbe(String field, Probe probe) {}

  static ContainerView of(String list, Container container) {
    return new ContainerView(
        path(list, container.getName()),
        container.getName(),
        container.getSecurityContext(),
        Objects.requireNonNullElse(container.getPorts(), List.of()),
        probes(
            container.getLivenessProbe(),
            container.getReadinessProbe(),
            container.getStartupProbe()),
        container.getLifecycle());
  }

  static ContainerView of(EphemeralContainer container) {
    return new ContainerView(
        path("ephemeralContainers", container.getName()),
        container.getName(),
        container.getSecurityContext(),
        Objects.requireNonNullElse(container.getPorts(), List.of()),
        probes(
            container.getLivenessProbe(),
            container.getReadinessProbe(),
            container.getStartupProbe()),
        container.getLifecycle());
  }

  /** Concatenated and not formatted: of every container of the cluster. */
  private static String path(String list, String name) {
    return "spec." + list + "[" + name + "]";
  }

  private static List<NamedProbe> probes(
      @Nullable Probe liveness, @Nullable Probe readiness, @Nullable Probe startup) {
    if (liveness == null && readiness == null && startup == null) {
      return List.of();
    }
    List<NamedProbe> probes = new ArrayList<>(3);
    add("livenessProbe", liveness, probes);
    add("readinessProbe", readiness, probes);
    add("startupProbe", startup, probes);
    return probes;
  }

  private static void add(String field, @Nullable Probe probe, List<NamedProbe> probes) {
    if (probe != null) {
      probes.add(new NamedProbe(field, probe));
    }
  }

  /** Its security context; one with nothing in it if it has none. */
  SecurityContext context() {
    return securityContext == null ? NOTHING : securityContext;
  }

  /** The path of a field of its security context. */
  String contextPath(String field) {
    return path + ".securityContext." + field;
  }
}
