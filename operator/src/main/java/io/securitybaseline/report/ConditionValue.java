package io.securitybaseline.report;

import io.securitybaseline.control.Excerpt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a condition.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason a documented PascalCase constant
 * @param message what is so and what to do, in full
 * @param headline the same in a few words, for the one line that {@code kubectl get} shows
 */
public record ConditionValue(String status, String reason, String message, String headline) {

  public static final String TRUE = "True";
  public static final String FALSE = "False";
  public static final String UNKNOWN = "Unknown";

  private static final Pattern FIRST_CLAUSE = Pattern.compile("((?:\\S+: )?+.+?)[:;] ");

  /** A value whose headline is the first clause of the message. */
  public ConditionValue(String status, String reason, String message) {
    this(status, reason, message, firstClause(message));
  }

  public ConditionValue {
    headline = Excerpt.ofWords(headline, SummaryMessage.MOST_CHARACTERS);
  }

  public static ConditionValue ofTrue(String reason, String message) {
    return new ConditionValue(TRUE, reason, message);
  }

  public static ConditionValue ofFalse(String reason, String message) {
    return new ConditionValue(FALSE, reason, message);
  }

  public static ConditionValue unknown(String reason, String message) {
    return new ConditionValue(UNKNOWN, reason, message);
  }

  /** The same value with another headline. */
  public ConditionValue withHeadline(String words) {
    return new ConditionValue(status, reason, message, words);
  }

  /** The same value with a headline that depends on it. */
  public ConditionValue withHeadlineOf(Function<ConditionValue, String> words) {
    return withHeadline(words.apply(this));
  }

  public boolean is(String expected) {
    return status.equals(expected);
  }

  /** What is so, without details and without what to do. A name before a colon is no clause. */
  private static String firstClause(String message) {
    Matcher clause = FIRST_CLAUSE.matcher(message);
    return clause.lookingAt() ? clause.group(1) : message;
  }
}
