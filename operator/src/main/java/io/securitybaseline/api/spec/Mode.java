package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a control may do. */
public enum Mode {
  /** Not evaluated; the operator's objects are deleted. */
  OFF,
  /** Evaluated and reported; nothing in the cluster changes. */
  AUDIT,
  /** Evaluated, reported and fixed. */
  ENFORCE;

  /** Unknown values are treated as Audit, which changes nothing. */
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
