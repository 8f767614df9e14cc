package io.securitybaseline.controls.podsecurity;

import io.securitybaseline.api.spec.PodSecurityLevel;
import java.util.List;
import java.util.Optional;

/**
 * A control of the Pod Security Standards, in the order in which the API server lists them: those
 * of the level baseline first, then by name.
 */
enum StandardControl {
  APP_ARMOR_PROFILE(
      "appArmorProfile", Reasons.APP_ARMOR_DISABLED, PodSecurityLevel.BASELINE, AppArmor.REVISIONS),
  CAPABILITIES_BASELINE(
      "capabilities_baseline",
      Reasons.CAPABILITIES_ADDED,
      PodSecurityLevel.BASELINE,
      CapabilitiesBaseline.REVISIONS),
  HOST_NAMESPACES(
      "hostNamespaces",
      Reasons.HOST_NAMESPACES,
      PodSecurityLevel.BASELINE,
      HostNamespaces.REVISIONS),
  HOST_PATH_VOLUMES(
      "hostPathVolumes",
      Reasons.HOST_PATH_VOLUME,
      PodSecurityLevel.BASELINE,
      HostPathVolumes.REVISIONS),
  HOST_PORTS("hostPorts", Reasons.HOST_PORT, PodSecurityLevel.BASELINE, HostPorts.REVISIONS),
  HOST_PROBES(
      "hostProbesAndHostLifecycle",
      Reasons.HOST_PROBE,
      PodSecurityLevel.BASELINE,
      HostProbes.REVISIONS),
  PRIVILEGED(
      "privileged", Reasons.PRIVILEGED, PodSecurityLevel.BASELINE, PrivilegedContainers.REVISIONS),
  PROC_MOUNT("procMount", Reasons.PROC_MOUNT, PodSecurityLevel.BASELINE, ProcMounts.BASELINE),
  SELINUX_OPTIONS(
      "seLinuxOptions", Reasons.SELINUX_OPTIONS, PodSecurityLevel.BASELINE, SeLinux.REVISIONS),
  SECCOMP_BASELINE(
      "seccompProfile_baseline",
      Reasons.SECCOMP_DISABLED,
      PodSecurityLevel.BASELINE,
      SeccompBaseline.REVISIONS),
  SYSCTLS("sysctls", Reasons.UNSAFE_SYSCTL, PodSecurityLevel.BASELINE, Sysctls.REVISIONS),
  WINDOWS_HOST_PROCESS(
      "windowsHostProcess",
      Reasons.WINDOWS_HOST_PROCESS,
      PodSecurityLevel.BASELINE,
      WindowsHostProcess.REVISIONS),
  ALLOW_PRIVILEGE_ESCALATION(
      "allowPrivilegeEscalation",
      Reasons.PRIVILEGE_ESCALATION,
      PodSecurityLevel.RESTRICTED,
      AllowPrivilegeEscalation.REVISIONS),
  CAPABILITIES_RESTRICTED(
      "capabilities_restricted",
      Reasons.CAPABILITIES_NOT_DROPPED,
      PodSecurityLevel.RESTRICTED,
      CapabilitiesRestricted.REVISIONS),
  PROC_MOUNT_RESTRICTED(
      "procMount_restricted",
      Reasons.PROC_MOUNT,
      PodSecurityLevel.RESTRICTED,
      ProcMounts.RESTRICTED),
  RESTRICTED_VOLUMES(
      "restrictedVolumes",
      Reasons.RESTRICTED_VOLUME,
      PodSecurityLevel.RESTRICTED,
      RestrictedVolumes.REVISIONS),
  RUN_AS_NON_ROOT(
      "runAsNonRoot", Reasons.MAY_RUN_AS_ROOT, PodSecurityLevel.RESTRICTED, NonRoot.REVISIONS),
  RUN_AS_USER(
      "runAsUser", Reasons.RUNS_AS_ROOT, PodSecurityLevel.RESTRICTED, NonRootUser.REVISIONS),
  SECCOMP_RESTRICTED(
      "seccompProfile_restricted",
      Reasons.SECCOMP_NOT_SET,
      PodSecurityLevel.RESTRICTED,
      SeccompRestricted.REVISIONS);

  private final String id;
  private final String reason;
  private final PodSecurityLevel level;

  @SuppressWarnings("ImmutableEnumChecker") // a copy, which nothing can change
  private final List<Revision> revisions;

  StandardControl(String id, String reason, PodSecurityLevel level, List<Revision> revisions) {
    this.id = id;
    this.reason = reason;
    this.level = level;
    this.revisions = List.copyOf(revisions);
  }

  /** Its name in k8s.io/pod-security-admission. */
  String id() {
    return id;
  }

  /** The reason of findings that it leads to. */
  String reason() {
    return reason;
  }

  /** The lowest level that it belongs to. */
  PodSecurityLevel level() {
    return level;
  }

  /** Its rules, by the versions from which they apply. */
  List<Revision> revisions() {
    return revisions;
  }

  /** Whether the level has it in the version. */
  boolean appliesTo(PodSecurityLevel wanted, int minor) {
    return isDefinedIn(minor)
        && wanted.compareTo(level) >= 0
        && (wanted == PodSecurityLevel.BASELINE
            || stricter().filter(other -> other.isDefinedIn(minor)).isEmpty());
  }

  private boolean isDefinedIn(int minor) {
    return revisions.getFirst().since() <= minor;
  }

  /** The control of the level restricted that replaces this one of the level baseline. */
  private Optional<StandardControl> stricter() {
    return switch (this) {
      case CAPABILITIES_BASELINE -> Optional.of(CAPABILITIES_RESTRICTED);
      case HOST_PATH_VOLUMES -> Optional.of(RESTRICTED_VOLUMES);
      case PROC_MOUNT -> Optional.of(PROC_MOUNT_RESTRICTED);
      case SECCOMP_BASELINE -> Optional.of(SECCOMP_RESTRICTED);
      default -> Optional.empty();
    };
  }
}
