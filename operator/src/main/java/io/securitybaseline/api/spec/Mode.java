package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a control may do. */
public enum Mode {
  /** Not evaluated; what we had applied is removed. */
  OFF,
  /** Evaluated and reported; nothing in the cluster changes. */
  AUDIT,
  /** Evaluated, reported and put right. */
  ENFORCE;

  /** A word we do not know reports and changes nothing. */
  @JsonCreator
  static Mode read(String text) {
    return Spelling.read(values(), text, AUDIT);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
