package io.securitybaseline.control;

/** How a subject counts in the status; every one is in exactly one state. */
public enum SubjectState {
  /** It meets the baseline, and that was observed. */
  COMPLIANT,
  /** Under an exemption in force. */
  EXEMPT,
  /** It does not meet the baseline. */
  VIOLATING,
  /** Neither is known yet: outside the rollout, delayed by its rate limit, or not evaluated. */
  PENDING,
  /** The API server rejected the changes that would make it compliant. */
  FAILED
}
