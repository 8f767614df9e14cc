package io.securitybaseline.control;

/** How a user namespace counts in the status; every one is in exactly one state. */
public enum NamespaceState {
  /** As the baseline wants it, and seen to be so. */
  RESTRICTED("restricted"),
  /** Under an exemption in force. */
  EXEMPT("exempt"),
  /** Short of the baseline. */
  EXPOSED("exposed"),
  /** Not yet known to be either: outside the rollout, waiting its turn, or not to be judged. */
  PENDING("pending"),
  /** The API server refused what would put it right. */
  FAILED("failed");

  private final String label;

  NamespaceState(String label) {
    this.label = label;
  }

  /** The name in the status and the metric label. */
  public String label() {
    return label;
  }
}
