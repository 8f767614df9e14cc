package io.securitybaseline.controls.podsecurity;

import java.util.Arrays;
import java.util.Optional;

/** What the API server does about a pod that violates the level of its namespace. */
enum AdmissionMode {
  AUDIT("audit"),
  ENFORCE("enforce"),
  WARN("warn");

  private static final String PREFIX = "pod-security.kubernetes.io/";

  private final String key;

  AdmissionMode(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  /** The label with the level. */
  String label() {
    return PREFIX + key;
  }

  /** The label with the version. */
  String versionLabel() {
    return PREFIX + key + "-version";
  }

  static Optional<AdmissionMode> of(String key) {
    return Arrays.stream(values()).filter(mode -> mode.key.equals(key)).findFirst();
  }
}
