package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Capabilities;
import java.util.List;
import java.util.Set;

/** No container adds a capability that containers do not have anyway. */
final class CapabilitiesBaseline {

  static final List<Revision> REVISIONS = List.of(Revision.since(0, CapabilitiesBaseline::check));

  private static final Set<String> ALLOWED =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private CapabilitiesBaseline() {}

  private static void check(PodView pod, Fixes fixes) {
    for (ContainerView container : pod.containers()) {
      for (String capability : added(container)) {
        if (!ALLOWED.contains(capability)) {
          fixes.add(removal(container, capability));
        }
      }
    }
  }

  /** The capabilities that a container adds. */
  static List<String> added(ContainerView container) {
    Capabilities capabilities = container.context().getCapabilities();
    return capabilities == null || capabilities.getAdd() == null
        ? List.of()
        : capabilities.getAdd();
  }

  static Fix removal(ContainerView container, String capability) {
    return Fix.removeItem(capability, container.contextPath("capabilities.add"));
  }
}
