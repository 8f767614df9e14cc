package io.securitybaseline.controlplane;

/** The one version this module is pinned to; {@code binaries/go.mod} says the same. */
final class KubernetesVersion {
  static final String MAJOR = "1";
  static final String MINOR = "36";
  static final String NUMBER = MAJOR + "." + MINOR + ".3";
  static final String FULL = "v" + NUMBER;

  private KubernetesVersion() {}
}
