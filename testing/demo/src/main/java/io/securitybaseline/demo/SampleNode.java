package io.securitybaseline.demo;

import java.time.Instant;
import java.time.LocalDate;

/** What AKS and the node problem detector write on the nodes of the demo. */
final class SampleNode {

  private SampleNode() {}

  /** What the node problem detector reports after a reboot. */
  static String rebooted(Instant now) {
    return """
    {"status":{"conditions":[{"type":"RebootRequired","status":"False","message":"no reboot is pending",\
    "lastHeartbeatTime":"%s","lastTransitionTime":"%<s"}]}}\
    """
        .formatted(now);
  }

  static String linuxImage(LocalDate day) {
    return "AKSUbuntu-2404gen2containerd-%tY%<tm.%<td.0".formatted(day);
  }

  /** Of a release whose end of support is not known: the play must not end with it. */
  static String windowsImage(LocalDate day) {
    return "AKSWindows-2025-26100.7462.%ty%<tm%<td".formatted(day);
  }
}
