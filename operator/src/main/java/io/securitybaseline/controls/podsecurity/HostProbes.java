package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Probes and lifecycle handlers reach the pod itself and no other host: the kubelet sends them from
 * the node's network.
 */
final class HostProbes {

  static final List<Revision> REVISIONS = List.of(Revision.since(34, HostProbes::check));

  private HostProbes() {}

  private static void check(PodView pod, Fixes fixes) {
    for (ContainerView container : pod.containers()) {
      for (ContainerView.NamedProbe each : container.probes()) {
        Probe probe = each.probe();
        check(container, each.field(), probe.getHttpGet(), fixes);
        check(container, each.field(), probe.getTcpSocket(), fixes);
      }
      Lifecycle lifecycle = container.lifecycle();
      if (lifecycle != null) {
        check(container, "lifecycle.postStart", lifecycle.getPostStart(), fixes);
        check(container, "lifecycle.preStop", lifecycle.getPreStop(), fixes);
      }
    }
  }

  private static void check(
      ContainerView container, String field, @Nullable LifecycleHandler handler, Fixes fixes) {
    if (handler != null) {
      check(container, field, handler.getHttpGet(), fixes);
      check(container, field, handler.getTcpSocket(), fixes);
    }
  }

  private static void check(
      ContainerView container, String field, @Nullable HTTPGetAction action, Fixes fixes) {
    if (action != null && isSet(action.getHost())) {
      fixes.add(Fix.remove(container.path() + "." + field + ".httpGet.host"));
    }
  }

  private static void check(
      ContainerView container, String field, @Nullable TCPSocketAction action, Fixes fixes) {
    if (action != null && isSet(action.getHost())) {
      fixes.add(Fix.remove(container.path() + "." + field + ".tcpSocket.host"));
    }
  }

  private static boolean isSet(@Nullable String host) {
    return host != null && !host.isEmpty();
  }
}
