package io.securitybaseline.control;

import java.util.Comparator;

/**
 * Something a person should know about a subject.
 *
 * @param reason a documented PascalCase constant, stable across releases
 * @param message one sentence that says what is so and what would mend it
 * @param fixedByEnforce whether Enforce by itself puts it right; people see the others first
 */
public record Finding(String reason, Severity severity, String message, boolean fixedByEnforce) {

  /** What people should see first: the gravest, and of those what Enforce does not mend. */
  public static final Comparator<Finding> GRAVEST_FIRST =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::fixedByEnforce)
          .thenComparing(Finding::reason)
          .thenComparing(Finding::message);

  /** Names that a tenant chose become part of messages, which are shown in many places. */
  public Finding {
    message = Printable.of(message);
  }

  /** A finding that needs somebody to act. */
  public Finding(String reason, Severity severity, String message) {
    this(reason, severity, message, false);
  }

  /** How a finding counts, gravest last. */
  public enum Severity {
    /** Told, not counted. */
    INFO,
    /** It could not be evaluated. */
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

  /** Said of a subject that could not be evaluated for a fault of our own. */
  public static Finding controlFailed() {
    return unknown(
        Reasons.CONTROL_FAILED,
        "the control itself failed here, a bug in the operator: see its log");
  }

  /** A violation that Enforce puts right. */
  public static Finding autoFixable(String reason, String message) {
    return new Finding(reason, Severity.VIOLATION, message, true);
  }
}
