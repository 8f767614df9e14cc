package io.securitybaseline.control;

/** The sum of a subject's findings. */
public enum Judgement {
  MET,
  UNKNOWN,
  VIOLATED
}
