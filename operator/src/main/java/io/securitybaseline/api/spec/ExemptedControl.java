package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The controls that one can be exempted from. */
public enum ExemptedControl {
  INSTANCE_METADATA,
  GROUP_BINDINGS,
  POD_SECURITY,
  LEAST_PRIVILEGE,
  NODES;

  /** An exemption from an unknown control has no effect. */
  @JsonCreator
  static @Nullable ExemptedControl read(String text) {
    return Spelling.find(values(), text, null);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
