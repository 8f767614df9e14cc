package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Capabilities;
import java.util.List;

/** Each container drops all capabilities, and adds at most {@code NET_BIND_SERVICE}. */
final class CapabilitiesRestricted {

  static final List<Revision> REVISIONS =
      List.of(
          Revision.since(22, CapabilitiesRestricted::check),
          Revision.exceptWindows(25, CapabilitiesRestricted::check));

  private static final String ALL = "ALL";
  private static final String ALLOWED = "NET_BIND_SERVICE";

  private CapabilitiesRestricted() {}

  private static void check(PodView pod, Fixes fixes) {
    for (ContainerView container : pod.containers()) {
      Capabilities capabilities = container.context().getCapabilities();
      if (capabilities == null
          || capabilities.getDrop() == null
          || !capabilities.getDrop().contains(ALL)) {
        fixes.add(Fix.set(container.contextPath("capabilities.drop"), "[\"ALL\"]"));
      }
      for (String capability : CapabilitiesBaseline.added(container)) {
        if (!ALLOWED.equals(capability)) {
          fixes.add(CapabilitiesBaseline.removal(container, capability));
        }
      }
    }
  }
}
