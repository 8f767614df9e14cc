package io.securitybaseline.report;

import io.securitybaseline.control.Excerpt;
import java.util.List;

/**
 * The message of the status's summary: one line of a terminal, such as {@code IMDS: 5 of 7
 * namespaces exposed; 1 user binding; …}. Headlines that do not fit are left out as a whole.
 */
final class SummaryMessage {

  /** The length of the column MESSAGE, in UTF-16 code units. */
  static final int MOST_CHARACTERS = 120;

  private static final String SEPARATOR = "; ";
  private static final String MORE = SEPARATOR + "…";

  private SummaryMessage() {}

  /** The headlines in the order given, each once. */
  static String of(List<String> headlines) {
    List<String> distinct = headlines.stream().distinct().toList();
    String all = String.join(SEPARATOR, distinct);
    if (all.length() <= MOST_CHARACTERS) {
      return all;
    }
    for (int fitting = distinct.size() - 1; fitting > 0; fitting--) {
      String some = String.join(SEPARATOR, distinct.subList(0, fitting)) + MORE;
      if (some.length() <= MOST_CHARACTERS) {
        return some;
      }
    }
    return Excerpt.ofWords(all, MOST_CHARACTERS);
  }
}
