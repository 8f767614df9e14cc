package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether to verify that users are members of the groups that replace them. */
public enum MembershipCheck {
  /** Replace only users whom Microsoft Graph reports as members. */
  AUTO,
  /** The author of the spec vouches for it. */
  ASSUME;

  /** Unknown values are treated as Auto, the safest choice. */
  @JsonCreator
  static MembershipCheck read(String text) {
    return Spelling.read(values(), text, AUTO);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
