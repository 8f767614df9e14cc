package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pods that the API server accepts apart from their security, with every field of the standards.
 */
final class RandomPods {

  private static final List<String> CAPABILITIES =
      List.of("NET_BIND_SERVICE", "CHOWN", "KILL", "SYS_ADMIN", "NET_ADMIN", "NET_RAW");
  private static final List<String> SYSCTLS =
      List.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_rmem",
          "kernel.msgmax");
  private static final List<String> TYPES =
      List.of("container_t", "container_kvm_t", "container_engine_t", "spc_t", "");

  private final Random random;

  RandomPods(long seed) {
    this.random = new Random(seed);
  }

  Pod next(int number) {
    boolean windows = chance(6);
    boolean userNamespace = !windows && chance(4);
    boolean hostProcess = windows && chance(3);
    PodSpec spec =
        new PodSpecBuilder()
            .withAutomountServiceAccountToken(false)
            .withHostUsers(userNamespace ? Boolean.FALSE : any(null, null, true))
            .withHostNetwork(
                (hostProcess || (!windows && !userNamespace && chance(5))) ? true : null)
            .build();
    if (windows) {
      spec.setHostUsers(null);
      spec.setOs(new io.fabric8.kubernetes.api.model.PodOS("windows"));
    } else if (!userNamespace) {
      spec.setHostPID(any(null, null, null, true));
      spec.setHostIPC(any(null, null, null, true));
    }
    spec.setVolumes(RandomVolumes.of(random));
    spec.setSecurityContext(windows ? ofWindows(hostProcess) : ofPod(sharesNothing(spec)));
    List<String> names = new ArrayList<>();
    spec.setContainers(containers("app", 1 + random.nextInt(2), windows, spec, names));
    spec.setInitContainers(containers("init", random.nextInt(3), windows, spec, names));
    return new PodBuilder()
        .withNewMetadata()
        .withName("pod-" + number)
        .withAnnotations(windows ? Map.of() : annotations(names, spec))
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  /** With a profile in the spec as well, the API server requires both to be the same. */
  private Map<String, String> annotations(List<String> names, PodSpec spec) {
    Map<String, String> annotations = new TreeMap<>();
    if (chance(4) && hasNoProfile(spec)) {
      for (String name : names) {
        annotations.put(
            AppArmor.ANNOTATION + name, any("runtime/default", "localhost/mine", "unconfined"));
      }
    }
    return annotations;
  }

  private static boolean hasNoProfile(PodSpec spec) {
    return spec.getSecurityContext().getAppArmorProfile() == null
        && spec.getContainers().stream().allMatch(RandomPods::hasNoProfile)
        && spec.getInitContainers().stream().allMatch(RandomPods::hasNoProfile);
  }

  private static boolean hasNoProfile(Container container) {
    return container.getSecurityContext() == null
        || container.getSecurityContext().getAppArmorProfile() == null;
  }

  /** A pod in the namespaces of its node may set none of their kernel parameters. */
  private static boolean sharesNothing(PodSpec spec) {
    return spec.getHostNetwork() == null && spec.getHostIPC() == null;
  }

  private PodSecurityContext ofWindows(boolean hostProcess) {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(any(null, true, false))
        .withNewWindowsOptions()
        .withHostProcess(hostProcess ? Boolean.TRUE : any(null, false))
        .endWindowsOptions()
        .build();
  }

  private PodSecurityContext ofPod(boolean withSysctls) {
    PodSecurityContextBuilder context =
        new PodSecurityContextBuilder()
            .withRunAsNonRoot(any(null, true, true, false))
            .withRunAsUser(any(null, null, 1000L, 0L));
    if (chance(3)) {
      context.withNewSeccompProfile().withType(profile()).endSeccompProfile();
    }
    if (chance(4)) {
      context.withNewAppArmorProfile().withType(profile()).endAppArmorProfile();
    }
    if (withSysctls && chance(4)) {
      context
          .addNewSysctl()
          .withName(any(SYSCTLS.toArray(String[]::new)))
          .withValue("1")
          .endSysctl();
    }
    if (chance(5)) {
      context
          .withNewSeLinuxOptions()
          .withType(any(TYPES.toArray(String[]::new)))
          .endSeLinuxOptions();
    }
    return context.build();
  }

  private List<Container> containers(
      String kind, int count, boolean windows, PodSpec pod, List<String> names) {
    List<Container> containers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ContainerBuilder container =
          new ContainerBuilder().withName(kind + i).withImage("registry.k8s.io/pause");
      if (!windows && !chance(6)) {
        container.withSecurityContext(ofContainer(Boolean.FALSE.equals(pod.getHostUsers())));
      }
      if (kind.equals("app")) {
        probes(container);
        ports(container, i, Boolean.TRUE.equals(pod.getHostNetwork()));
      } else if (chance(2)) {
        container.withRestartPolicy("Always");
        probes(container);
      }
      containers.add(container.build());
      names.add(kind + i);
    }
    return containers;
  }

  private void ports(ContainerBuilder container, int index, boolean hostNetwork) {
    if (chance(3)) {
      int port = 8000 + index;
      Integer hostPort = hostNetwork ? Integer.valueOf(port) : any(null, port);
      container.addNewPort().withContainerPort(port).withHostPort(hostPort).endPort();
    }
  }

  private void probes(ContainerBuilder container) {
    if (chance(4)) {
      container
          .withNewLivenessProbe()
          .withNewTcpSocket()
          .withHost(any(null, "", "other"))
          .withNewPort(80)
          .endTcpSocket()
          .endLivenessProbe();
    }
    if (chance(5)) {
      container
          .withNewLifecycle()
          .withNewPreStop()
          .withNewHttpGet()
          .withHost(any(null, "other"))
          .withNewPort(80)
          .endHttpGet()
          .endPreStop()
          .endLifecycle();
    }
  }

  private SecurityContext ofContainer(boolean userNamespace) {
    boolean privileged = chance(8);
    Capabilities capabilities = chance(5) ? null : capabilities();
    boolean adminAdded = capabilities != null && capabilities.getAdd().contains("SYS_ADMIN");
    SecurityContextBuilder context =
        new SecurityContextBuilder()
            .withPrivileged(privileged ? Boolean.TRUE : any(null, false))
            .withAllowPrivilegeEscalation(
                (privileged || adminAdded) ? any(null, true) : any(null, true, false, false, false))
            .withRunAsNonRoot(any(null, null, true, false))
            .withRunAsUser(any(null, null, 1000L, 0L))
            .withCapabilities(capabilities)
            .withProcMount(userNamespace ? any(null, "Default", "Unmasked") : any(null, "Default"));
    if (chance(3)) {
      context.withNewSeccompProfile().withType(profile()).endSeccompProfile();
    }
    if (chance(5)) {
      context.withNewAppArmorProfile().withType(profile()).endAppArmorProfile();
    }
    if (chance(8)) {
      context
          .withNewSeLinuxOptions()
          .withUser(any("", "u"))
          .withRole(any("", "r"))
          .endSeLinuxOptions();
    }
    return context.build();
  }

  private Capabilities capabilities() {
    List<String> added = chance(3) ? List.of(any(CAPABILITIES.toArray(String[]::new))) : List.of();
    return new Capabilities(added, any(List.of("ALL"), List.of("ALL"), List.of("KILL"), List.of()));
  }

  private String profile() {
    return any("RuntimeDefault", "RuntimeDefault", "Unconfined");
  }

  private boolean chance(int oneOf) {
    return random.nextInt(oneOf) == 0;
  }

  @SafeVarargs
  @SuppressWarnings("NullAway") // builders of the model take null for a field that is absent
  private <T> T any(@Nullable T... values) {
    return values[random.nextInt(values.length)];
  }
}
