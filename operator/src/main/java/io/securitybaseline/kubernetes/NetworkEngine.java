package io.securitybaseline.kubernetes;

/** A network policy engine that runs agents of its own, by which it is recognized in a cluster. */
public enum NetworkEngine {
  AZURE_NPM("Azure NPM"),
  CALICO("Calico"),
  CILIUM("Cilium");

  private final String displayName;

  NetworkEngine(String displayName) {
    this.displayName = displayName;
  }

  /** As sentences name it. */
  public String displayName() {
    return displayName;
  }
}
