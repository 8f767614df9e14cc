package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a finding of a check counts. */
public enum CheckSeverity {
  /** The baseline is not met. */
  VIOLATION,
  /** Reported, and not counted. */
  NOTE,
  /** Not reported. */
  OFF;

  /** Unknown values are treated as {@code Note}: nothing is hidden, and nothing fails. */
  @JsonCreator
  static CheckSeverity read(String text) {
    return Spelling.read(values(), text, NOTE);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
