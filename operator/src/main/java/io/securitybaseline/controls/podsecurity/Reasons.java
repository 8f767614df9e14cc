package io.securitybaseline.controls.podsecurity;

/** The reasons of this control's findings; stable, and explained on its page in the docs. */
public final class Reasons {

  /** A container may gain more privileges than its parent process. */
  public static final String PRIVILEGE_ESCALATION = "PrivilegeEscalation";

  /** A pod or container does not rule out that it runs as root. */
  public static final String MAY_RUN_AS_ROOT = "MayRunAsRoot";

  /** A pod or container asks for the user root. */
  public static final String RUNS_AS_ROOT = "RunsAsRoot";

  /** A pod or container switches seccomp off. */
  public static final String SECCOMP_DISABLED = "SeccompDisabled";

  /** A container has no seccomp profile. */
  public static final String SECCOMP_NOT_SET = "SeccompNotSet";

  /** A pod or container switches AppArmor off. */
  public static final String APP_ARMOR_DISABLED = "AppArmorDisabled";

  /** A container adds capabilities beyond the default ones. */
  public static final String CAPABILITIES_ADDED = "CapabilitiesAdded";

  /** A container does not drop all capabilities. */
  public static final String CAPABILITIES_NOT_DROPPED = "CapabilitiesNotDropped";

  /** A container is privileged. */
  public static final String PRIVILEGED = "Privileged";

  /** A pod shares namespaces of its node. */
  public static final String HOST_NAMESPACES = "HostNamespaces";

  /** A pod mounts a path of its node. */
  public static final String HOST_PATH_VOLUME = "HostPathVolume";

  /** A container uses a port of its node. */
  public static final String HOST_PORT = "HostPort";

  /** A probe or lifecycle handler reaches another host. */
  public static final String HOST_PROBE = "HostProbe";

  /** A container sees an unmasked /proc. */
  public static final String PROC_MOUNT = "ProcMount";

  /** A volume has a type that the level does not allow. */
  public static final String RESTRICTED_VOLUME = "RestrictedVolume";

  /** A pod or container sets SELinux options that weaken the isolation. */
  public static final String SELINUX_OPTIONS = "SELinuxOptions";

  /** A pod sets kernel parameters that affect its node. */
  public static final String UNSAFE_SYSCTL = "UnsafeSysctl";

  /** A Windows container runs as a process of its node. */
  public static final String WINDOWS_HOST_PROCESS = "WindowsHostProcess";

  /** A label of another client asks for less than the baseline. */
  public static final String WEAKER_LABEL = "WeakerLabel";

  /** The namespace lacks a label that Enforce sets. */
  public static final String LABEL_MISSING = "LabelMissing";

  /** The label enforce is not set because it would reject pods. */
  public static final String ENFORCE_WITHHELD = "EnforceWithheld";

  private Reasons() {}
}
