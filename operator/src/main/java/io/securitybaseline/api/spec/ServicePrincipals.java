package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What to do about User subjects that are GUIDs: service principals, identities, guests. */
public enum ServicePrincipals {
  REPORT,
  REPLACE;

  /** Unknown values are treated as Report, which changes nothing. */
  @JsonCreator
  static ServicePrincipals read(String text) {
    return Spelling.read(values(), text, REPORT);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
