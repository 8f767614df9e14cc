package io.securitybaseline.kubernetes;

import java.util.Locale;

/**
 * A name in which {@code *} stands for any run of characters, none included. Everything else stands
 * for itself and case counts, as it does in Kubernetes.
 */
public record Glob(String pattern) {

  /**
   * Whether the whole of {@code name} fits the pattern. Linear in the length of both: tenants write
   * names of a million characters.
   */
  public boolean matches(String name) {
    return matches((CharSequence) name);
  }

  boolean matches(CharSequence name) {
    int head = pattern.indexOf('*');
    if (head < 0) {
      return isAt(name, 0, pattern) && name.length() == pattern.length();
    }
    String tail = pattern.substring(pattern.lastIndexOf('*') + 1);
    int end = name.length() - tail.length();
    if (end < head || !isAt(name, 0, pattern.substring(0, head)) || !isAt(name, end, tail)) {
      return false;
    }
    int from = head;
    while (head < pattern.length() - tail.length() - 1) {
      int next = pattern.indexOf('*', head + 1);
      from = after(name, pattern.substring(head + 1, next), from, end);
      if (from < 0) {
        return false;
      }
      head = next;
    }
    return true;
  }

  private static boolean isAt(CharSequence name, int from, String piece) {
    if (from + piece.length() > name.length()) {
      return false;
    }
    for (int i = 0; i < piece.length(); i++) {
      if (name.charAt(from + i) != piece.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where the first occurrence of the piece ends, or -1; by Knuth, Morris and Pratt. */
  private static int after(CharSequence name, String piece, int from, int end) {
    if (piece.isEmpty()) {
      return from;
    }
    int[] borders = borders(piece);
    int fits = 0;
    for (int at = from; at < end; at++) {
      char next = name.charAt(at);
      while (fits > 0 && next != piece.charAt(fits)) {
        fits = borders[fits - 1];
      }
      if (next == piece.charAt(fits) && ++fits == piece.length()) {
        return at + 1;
      }
    }
    return -1;
  }

  /** For each beginning of the piece, how long a shorter beginning is also its end. */
  private static int[] borders(String piece) {
    int[] borders = new int[piece.length()];
    int fits = 0;
    for (int at = 1; at < piece.length(); at++) {
      while (fits > 0 && piece.charAt(at) != piece.charAt(fits)) {
        fits = borders[fits - 1];
      }
      if (piece.charAt(at) == piece.charAt(fits)) {
        fits++;
      }
      borders[at] = fits;
    }
    return borders;
  }

  /** The same as {@link #matches}, without regard to upper and lower case. */
  public boolean matchesIgnoringCase(String name) {
    return new Glob(pattern.toLowerCase(Locale.ROOT)).matches(name.toLowerCase(Locale.ROOT));
  }

  /** Whether any of the patterns matches the name without regard to upper and lower case. */
  public static boolean anyMatchesIgnoringCase(Iterable<String> patterns, String name) {
    for (String pattern : patterns) {
      if (new Glob(pattern).matchesIgnoringCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it stands for one name only. */
  public boolean isLiteral() {
    return pattern.indexOf('*') < 0;
  }

  /** The same as a regular expression, in the syntax that RE2 and Java share, unanchored. */
  public String regex() {
    return "\\Q" + pattern.replace("\\", "\\E\\\\\\Q").replace("*", "\\E.*\\Q") + "\\E";
  }

  /** Whether any of the patterns matches the name. */
  public static boolean anyMatches(Iterable<String> patterns, String name) {
    for (String pattern : patterns) {
      if (new Glob(pattern).matches(name)) {
        return true;
      }
    }
    return false;
  }
}
