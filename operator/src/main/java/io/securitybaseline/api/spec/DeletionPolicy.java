package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What becomes of the objects we created when the SecurityBaseline is deleted. */
public enum DeletionPolicy {
  /** They are deleted with it. */
  DELETE,
  /** They stay. */
  ORPHAN;

  /** A word we do not know opens nothing. */
  @JsonCreator
  static DeletionPolicy read(String text) {
    return Spelling.read(values(), text, ORPHAN);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
