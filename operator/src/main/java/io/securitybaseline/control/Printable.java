package io.securitybaseline.control;

import java.util.Locale;

/**
 * Text that may be shown in a terminal, a log, or a status whatever a tenant has put into it.
 * Control characters could forge log lines or drive a terminal; bidirectional overrides show
 * another text than the one that is there; half a surrogate pair is stored by the API server as
 * another character, so that what was written would differ from what is stored at every comparison.
 */
public final class Printable {

  private Printable() {}

  /** The text with such characters as escapes: {@code \n}, {@code \t} or {@code \\u202e}. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscaped(text, i)) {
        return escaped(text, i);
      }
    }
    return text;
  }

  private static String escaped(String text, int from) {
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char character = text.charAt(i);
      if (!isEscaped(text, i)) {
        escaped.append(character);
      } else {
        escaped.append(
            switch (character) {
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              case '\t' -> "\\t";
              default -> String.format(Locale.ROOT, "\\u%04x", (int) character);
            });
      }
    }
    return escaped.toString();
  }

  private static boolean isEscaped(String text, int at) {
    char character = text.charAt(at);
    if (character < 0x7f) {
      return character < 0x20;
    }
    return character < 0xa0
        || (character >= 0x2028 && character <= 0x202e)
        || (character >= 0x2066 && character <= 0x2069)
        || isLoneSurrogate(text, at);
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char character = text.charAt(at);
    if (Character.isHighSurrogate(character)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(character)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
