package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who may reach the API server, from the widest to the narrowest. */
public enum ApiServerAccess {
  ANY,
  /** Authorized IP ranges, or private. */
  RESTRICTED,
  PRIVATE;

  /** Unknown values are treated as the default. */
  @JsonCreator
  static ApiServerAccess read(String text) {
    return Spelling.read(values(), text, RESTRICTED);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
