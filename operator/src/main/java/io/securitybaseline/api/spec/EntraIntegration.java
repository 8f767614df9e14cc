package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether to believe that the cluster resolves Entra ID groups. */
public enum EntraIntegration {
  /** Replace nothing unless Azure reports so. */
  AUTO,
  /** The user vouches for it. */
  ASSUME;

  /** Unknown values are treated as Auto, the safest choice. */
  @JsonCreator
  static EntraIntegration read(String text) {
    return Spelling.read(values(), text, AUTO);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
