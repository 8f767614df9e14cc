package io.securitybaseline.control;

/** How a subject counts in the status; every one is in exactly one state. */
public enum SubjectState {
  /** It meets the baseline, and that was observed. */
  COMPLIANT("restricted"),
  /** Under an exemption in force. */
  EXEMPT("exempt"),
  /** It does not meet the baseline. */
  VIOLATING("exposed"),
  /** Neither is known yet: outside the rollout, delayed by its rate limit, or not evaluated. */
  PENDING("pending"),
  /** The API server rejected the changes that would make it compliant. */
  FAILED("failed");

  private final String label;

  SubjectState(String label) {
    this.label = label;
  }

  /** The name in the status and the metric label of InstanceMetadata. */
  public String label() {
    return label;
  }
}
