package io.securitybaseline.control;

/** Whether a subject meets the baseline, by the most severe of its findings. */
public enum Compliance {
  COMPLIANT,
  UNKNOWN,
  VIOLATING
}
