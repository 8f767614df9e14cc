package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Which kind of policy reports is written. */
public enum Reports {
  NONE,
  /** wgpolicyk8s.io/v1alpha2 */
  POLICY_REPORT,
  /** openreports.io/v1alpha1 */
  OPEN_REPORTS;

  /** Unknown values are treated as None, which writes nothing. */
  @JsonCreator
  static Reports read(String text) {
    return Spelling.read(values(), text, NONE);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
