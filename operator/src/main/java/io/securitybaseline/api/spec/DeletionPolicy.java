package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to the operator's objects when the SecurityBaseline is deleted. */
public enum DeletionPolicy {
  /** They are deleted with it. */
  DELETE,
  /** They stay. */
  ORPHAN;

  /** Unknown values are treated as the strictest choice. */
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
