package io.securitybaseline.control;

import java.util.Comparator;

/**
 * A result about a subject that is reported to users.
 *
 * @param reason a documented PascalCase constant, stable across releases
 * @param message one sentence with the problem and its fix
 * @param fixedByEnforce whether Enforce fixes it; the others are shown first
 */
public record Finding(String reason, Severity severity, String message, boolean fixedByEnforce) {

  /**
   * The order of findings: the most severe first, and of those the ones that Enforce does not fix.
   */
  public static final Comparator<Finding> MOST_SEVERE_FIRST =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::fixedByEnforce)
          .thenComparing(Finding::reason)
          .thenComparing(Finding::message);

  /** Names that a tenant chose become part of messages, which are shown in many places. */
  public Finding {
    message = Printable.of(message);
  }

  /** A finding that requires an action. */
  public Finding(String reason, Severity severity, String message) {
    this(reason, severity, message, false);
  }

  /** How a finding counts, most severe last. */
  public enum Severity {
    /** Reported, not counted. */
    NOTE,
    /** It could not be evaluated. */
    UNKNOWN,
    /** The baseline is not met. */
    VIOLATION
  }

  public static Finding note(String reason, String message) {
    return new Finding(reason, Severity.NOTE, message);
  }

  public static Finding unknown(String reason, String message) {
    return new Finding(reason, Severity.UNKNOWN, message);
  }

  public static Finding violation(String reason, String message) {
    return new Finding(reason, Severity.VIOLATION, message);
  }

  /** For a subject that could not be evaluated because of a bug in the operator. */
  public static Finding controlFailed() {
    return unknown(
        Reasons.CONTROL_FAILED,
        "the control itself failed here, a bug in the operator: see its log");
  }

  /** A violation that Enforce fixes. */
  public static Finding autoFixable(String reason, String message) {
    return new Finding(reason, Severity.VIOLATION, message, true);
  }
}
