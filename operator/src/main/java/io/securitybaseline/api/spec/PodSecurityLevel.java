package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A level of the Pod Security Standards, spelt as Kubernetes does. */
public enum PodSecurityLevel {
  BASELINE,
  RESTRICTED;

  /** Unknown values are treated as the lower level, which rejects less. */
  @JsonCreator
  static PodSecurityLevel read(String text) {
    return Spelling.read(values(), text, BASELINE);
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
