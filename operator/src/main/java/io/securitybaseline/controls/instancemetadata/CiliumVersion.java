package io.securitybaseline.controls.instancemetadata;

import java.util.Optional;
import java.util.regex.Pattern;

/** The part of Cilium's version that decides what it understands. */
record CiliumVersion(int major, int minor) {

  /** As in the tags {@code v1.17.9-241201} and {@code 1.18.6}. */
  private static final Pattern TAG =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(\\.\\d+)?([-+_].*)?");

  static Optional<CiliumVersion> parse(String tag) {
    var matcher = TAG.matcher(tag);
    return matcher.matches()
        ? Optional.of(
            new CiliumVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Before 1.16, every pod that a policy selects is cut off from all that it does not allow. */
  boolean hasEnableDefaultDeny() {
    return major > 1 || (major == 1 && minor >= 16);
  }
}
