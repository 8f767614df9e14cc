package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The network policy engine that the user sets. */
public enum EngineChoice {
  /** Detect it in the cluster. */
  AUTO,
  /** Nothing enforces network policies. */
  NONE,
  AZURE_NPM,
  CALICO,
  CILIUM,
  /** One that implements NetworkPolicy as specified. */
  OTHER;

  /** Unknown values are treated as Auto. */
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
