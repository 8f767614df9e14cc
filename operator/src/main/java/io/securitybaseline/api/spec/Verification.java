package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether the effect of policies is verified with packets. */
public enum Verification {
  /** It is derived from policies and the engine only. */
  OFF,
  /** A pod on each node pool tries to reach the instance metadata service. */
  PROBE;

  @JsonCreator
  static Verification read(String text) {
    return Spelling.read(values(), text, OFF);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
