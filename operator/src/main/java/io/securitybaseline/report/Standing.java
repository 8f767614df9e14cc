package io.securitybaseline.report;

/**
 * What a condition says.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason a documented PascalCase constant
 */
public record Standing(String status, String reason, String message) {

  public static final String TRUE = "True";
  public static final String FALSE = "False";
  public static final String UNKNOWN = "Unknown";

  public static Standing isTrue(String reason, String message) {
    return new Standing(TRUE, reason, message);
  }

  public static Standing isFalse(String reason, String message) {
    return new Standing(FALSE, reason, message);
  }

  public static Standing unknown(String reason, String message) {
    return new Standing(UNKNOWN, reason, message);
  }

  public boolean is(String expected) {
    return status.equals(expected);
  }
}
