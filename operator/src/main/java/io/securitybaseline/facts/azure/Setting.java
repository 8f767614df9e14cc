package io.securitybaseline.facts.azure;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The value of a setting as Azure spells it. Azure's own APIs do not agree on upper and lower case
 * and know more values from year to year, so it is text that compares ignoring case.
 *
 * @param text empty where Azure has no value
 */
public record Setting(String text) {

  public static final Setting ABSENT = new Setting("");

  /** The setting, given a text or an enum of the SDK, or nothing. */
  public static Setting of(@Nullable Object value) {
    return value == null ? ABSENT : new Setting(value.toString().strip());
  }

  public boolean isAbsent() {
    return text.isEmpty();
  }

  public boolean is(String expected) {
    return text.equalsIgnoreCase(expected);
  }

  public boolean isOneOf(Collection<String> expected) {
    return expected.stream().anyMatch(this::is);
  }

  /** The value, or a word for that there is none. */
  public String or(String absent) {
    return isAbsent() ? absent : text;
  }
}
