package io.securitybaseline.controls.podsecurity;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The controls that the API server's message on a rejected pod lists. */
final class AdmissionMessage {

  private static final Pattern LIST =
      Pattern.compile(".*violates PodSecurity \"(\\w+):[^\"]*\": (.*)", Pattern.DOTALL);

  private static final Map<String, StandardControl> NAMES =
      Map.ofEntries(
          Map.entry("forbidden AppArmor profile", StandardControl.APP_ARMOR_PROFILE),
          Map.entry("forbidden AppArmor profiles", StandardControl.APP_ARMOR_PROFILE),
          Map.entry("non-default capabilities", StandardControl.CAPABILITIES_BASELINE),
          Map.entry("unrestricted capabilities", StandardControl.CAPABILITIES_RESTRICTED),
          Map.entry("host namespaces", StandardControl.HOST_NAMESPACES),
          Map.entry("hostPath volumes", StandardControl.HOST_PATH_VOLUMES),
          Map.entry("hostPort", StandardControl.HOST_PORTS),
          Map.entry("probe or lifecycle host", StandardControl.HOST_PROBES),
          Map.entry("privileged", StandardControl.PRIVILEGED),
          Map.entry("seLinuxOptions", StandardControl.SELINUX_OPTIONS),
          Map.entry("forbidden sysctls", StandardControl.SYSCTLS),
          Map.entry("hostProcess", StandardControl.WINDOWS_HOST_PROCESS),
          Map.entry(
              "allowPrivilegeEscalation != false", StandardControl.ALLOW_PRIVILEGE_ESCALATION),
          Map.entry("restricted volume types", StandardControl.RESTRICTED_VOLUMES),
          Map.entry("runAsNonRoot != true", StandardControl.RUN_AS_NON_ROOT),
          Map.entry("runAsUser=0", StandardControl.RUN_AS_USER));

  private AdmissionMessage() {}

  /**
   * Reads the message.
   *
   * @param minor the version of the standards; some controls of both levels have one name
   */
  static Set<StandardControl> controls(String message, int minor) {
    Matcher list = LIST.matcher(message);
    if (!list.matches()) {
      throw new IllegalArgumentException(message);
    }
    boolean restricted = list.group(1).equals("restricted");
    Set<StandardControl> controls = EnumSet.noneOf(StandardControl.class);
    for (String name : withoutDetails(list.group(2)).split(", ", -1)) {
      controls.add(
          switch (name.strip()) {
            case "seccompProfile" ->
                restricted ? StandardControl.SECCOMP_RESTRICTED : StandardControl.SECCOMP_BASELINE;
            case "procMount" ->
                restricted && minor >= 35
                    ? StandardControl.PROC_MOUNT_RESTRICTED
                    : StandardControl.PROC_MOUNT;
            default -> Objects.requireNonNull(NAMES.get(name.strip()), name);
          });
    }
    return controls;
  }

  /** Without what is in parentheses. */
  private static String withoutDetails(String text) {
    StringBuilder names = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (depth == 0) {
        names.append(c);
      }
    }
    return names.toString();
  }
}
