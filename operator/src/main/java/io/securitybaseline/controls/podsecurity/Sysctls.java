package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Sysctl;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pod sets only kernel parameters that affect itself alone. */
final class Sysctls {

  private static final Set<String> SAFE =
      Set.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.ping_group_range",
          "net.ipv4.ip_unprivileged_port_start");
  private static final Set<String> SAFE_27 = with(SAFE, "net.ipv4.ip_local_reserved_ports");
  private static final Set<String> SAFE_29 =
      with(
          SAFE_27,
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes");
  private static final Set<String> SAFE_32 =
      with(SAFE_29, "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem");

  static final List<Revision> REVISIONS =
      List.of(
          Revision.since(0, (pod, fixes) -> check(pod, fixes, SAFE)),
          Revision.since(27, (pod, fixes) -> check(pod, fixes, SAFE_27)),
          Revision.since(29, (pod, fixes) -> check(pod, fixes, SAFE_29)),
          Revision.since(32, (pod, fixes) -> check(pod, fixes, SAFE_32)));

  private Sysctls() {}

  private static Set<String> with(Set<String> names, String... more) {
    return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  private static void check(PodView pod, Fixes fixes, Set<String> safe) {
    List<Sysctl> sysctls = Objects.requireNonNullElse(pod.context().getSysctls(), List.of());
    for (Sysctl sysctl : sysctls) {
      if (!safe.contains(Objects.requireNonNullElse(sysctl.getName(), ""))) {
        fixes.add(Fix.remove("spec.securityContext.sysctls[%s]".formatted(sysctl.getName())));
      }
    }
  }
}
