package io.securitybaseline.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a response without the strings in it that are not compared, such as the uid. Most
 * responses differ in nothing else, and what is compared of them is then the same.
 *
 * @param parts what stands before, between and after those strings, with their quotation marks
 */
record ResponseText(List<String> parts) {

  ResponseText {
    parts = List.copyOf(parts);
  }

  /** The text of a response; empty if not all strings are known that may differ. */
  static Optional<ResponseText> of(String body, StoredObject object) {
    if (object.skipped().size() == StoredObject.MOST_SKIPPED) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int quote : object.skipped()) {
      parts.add(body.substring(from, quote + 1));
      from = end(body, quote + 1);
      if (from < 0) {
        return Optional.empty();
      }
    }
    parts.add(body.substring(from));
    return Optional.of(new ResponseText(parts));
  }

  /** Whether the other response differs in those strings alone. */
  boolean isOf(String body) {
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      at = i == 0 ? 0 : end(body, at);
      if (at < 0 || !body.startsWith(parts.get(i), at)) {
        return false;
      }
      at += parts.get(i).length();
    }
    return at == body.length();
  }

  /** Where the string ends that begins there; negative if it has an escape, or no end. */
  private static int end(String body, int from) {
    int quote = body.indexOf('"', from);
    return quote < 0 || body.indexOf('\\', from, quote) >= 0 ? -1 : quote;
  }
}
