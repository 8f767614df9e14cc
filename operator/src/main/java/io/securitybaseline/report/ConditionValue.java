package io.securitybaseline.report;

import io.securitybaseline.control.Excerpt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a condition says.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason a documented PascalCase constant
 */
public record ConditionValue(String status, String reason, String message) {

  public static final String TRUE = "True";
  public static final String FALSE = "False";
  public static final String UNKNOWN = "Unknown";

  /** A line in a terminal is to hold that of several conditions. */
  private static final int HEADLINE_BYTES = 100;

  private static final Pattern FIRST_CLAUSE = Pattern.compile("((?:\\S+: )?+.+?)[:;] ");

  public static ConditionValue isTrue(String reason, String message) {
    return new ConditionValue(TRUE, reason, message);
  }

  public static ConditionValue isFalse(String reason, String message) {
    return new ConditionValue(FALSE, reason, message);
  }

  public static ConditionValue unknown(String reason, String message) {
    return new ConditionValue(UNKNOWN, reason, message);
  }

  /**
   * The first clause of the message: what is so, without details and what to do. A name before a
   * colon is no clause yet.
   */
  String headline() {
    Matcher clause = FIRST_CLAUSE.matcher(message);
    return Excerpt.of(clause.lookingAt() ? clause.group(1) : message, HEADLINE_BYTES);
  }

  public boolean is(String expected) {
    return status.equals(expected);
  }
}
