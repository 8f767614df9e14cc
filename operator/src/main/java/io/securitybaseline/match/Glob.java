package io.securitybaseline.match;

/**
 * A name in which {@code *} stands for any run of characters, none included. Everything else stands
 * for itself and case counts, as it does in Kubernetes.
 */
public record Glob(String pattern) {

  /** Whether the whole of {@code name} fits the pattern. Linear in the length of the name. */
  public boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
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
