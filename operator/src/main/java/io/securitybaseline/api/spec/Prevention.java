package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What admission policies do about new user-level bindings and changes to our policies. */
public enum Prevention {
  /** There is none. */
  OFF,
  WARN,
  DENY;

  /** A word we do not know refuses nobody and keeps watch. */
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
