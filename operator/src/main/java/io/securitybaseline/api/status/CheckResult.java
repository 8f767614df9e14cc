package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.securitybaseline.api.spec.Spelling;

/** How a check of the cluster ended. */
public enum CheckResult {
  PASS,
  FAIL,
  /** Could not be known. */
  UNKNOWN;

  /** Unknown values are treated as Unknown. */
  @JsonCreator
  static CheckResult read(String text) {
    return Spelling.read(values(), text, UNKNOWN);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
