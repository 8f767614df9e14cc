package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What admission policies do about new user-level bindings and changes to the operator's policies.
 */
public enum Prevention {
  /** There is none. */
  OFF,
  WARN,
  DENY;

  /** Unknown values are treated as Warn, which rejects no request. */
  @JsonCreator
  static Prevention read(String text) {
    return Spelling.read(values(), text, WARN);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
