package io.securitybaseline.controls.instancemetadata.engine;

/** An answer that may not be known. */
public enum Answer {
  YES,
  NO,
  UNKNOWN;

  public static Answer of(boolean known) {
    return known ? YES : NO;
  }

  /** Whether it is, or may be, yes. */
  public boolean isPossible() {
    return this != NO;
  }

  /** Whether both are so. */
  public Answer and(Answer other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES && other == YES ? YES : UNKNOWN;
  }
}
