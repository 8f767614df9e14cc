package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Which network policy engine the user says the cluster has. */
public enum EngineChoice {
  /** Look in the cluster. */
  AUTO,
  /** Nothing enforces network policies. */
  NONE,
  AZURE_NPM,
  CALICO,
  CILIUM,
  /** One that implements NetworkPolicy as specified. */
  OTHER;

  /** A word we do not know looks for itself. */
  @JsonCreator
  static EngineChoice read(String text) {
    return Spelling.read(values(), text, AUTO);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
