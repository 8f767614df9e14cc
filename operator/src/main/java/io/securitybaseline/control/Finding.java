package io.securitybaseline.control;

/**
 * Something a person should know about a subject.
 *
 * @param reason a documented PascalCase constant, stable across releases
 * @param message one sentence that says what is so and what would mend it
 */
public record Finding(String reason, Severity severity, String message) {

  /** How a finding counts, gravest last. */
  public enum Severity {
    /** Told, not counted. */
    INFO,
    /** It could not be judged. */
    UNKNOWN,
    /** The baseline is not met. */
    VIOLATION
  }

  public static Finding info(String reason, String message) {
    return new Finding(reason, Severity.INFO, message);
  }

  public static Finding unknown(String reason, String message) {
    return new Finding(reason, Severity.UNKNOWN, message);
  }

  public static Finding violation(String reason, String message) {
    return new Finding(reason, Severity.VIOLATION, message);
  }
}
