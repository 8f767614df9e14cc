package io.securitybaseline.facts.otherkinds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a selector of Calico into tokens, by the rules of Calico's own tokenizer. */
final class CalicoTokens {

  private static final String KEY = "[a-zA-Z0-9_./-]{1,512}";
  private static final Pattern HAS = Pattern.compile("has\\(\\s*(" + KEY + ")\\s*\\)");
  private static final Pattern ALL = Pattern.compile("all\\(\\s*\\)");
  private static final Pattern GLOBAL = Pattern.compile("global\\(\\s*\\)");
  private static final Pattern LABEL = Pattern.compile(KEY);

  /** What may follow a label, in the order in which it is tried. */
  private static final List<Operator> OPERATORS =
      List.of(
          new Operator(Kind.CONTAINS, Pattern.compile("contains")),
          new Operator(Kind.STARTS_WITH, Pattern.compile("starts\\s*with")),
          new Operator(Kind.ENDS_WITH, Pattern.compile("ends\\s*with")),
          new Operator(Kind.NOT_IN, Pattern.compile("not\\s*in\\b")),
          new Operator(Kind.IN, Pattern.compile("in\\b")));

  private static final List<Operator> SYMBOLS =
      List.of(
          symbol(Kind.EQUAL, "=="),
          symbol(Kind.NOT_EQUAL, "!="),
          symbol(Kind.AND, "&&"),
          symbol(Kind.OR, "||"),
          symbol(Kind.NOT, "!"),
          symbol(Kind.OPEN, "("),
          symbol(Kind.CLOSE, ")"),
          symbol(Kind.OPEN_SET, "{"),
          symbol(Kind.CLOSE_SET, "}"),
          symbol(Kind.COMMA, ","));

  private final String input;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private CalicoTokens(String input) {
    this.input = input;
  }

  /** What a token is. */
  enum Kind {
    LABEL,
    TEXT,
    HAS,
    ALL,
    GLOBAL,
    EQUAL,
    NOT_EQUAL,
    IN,
    NOT_IN,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH,
    AND,
    OR,
    NOT,
    OPEN,
    CLOSE,
    OPEN_SET,
    CLOSE_SET,
    COMMA,
    END
  }

  /**
   * One token.
   *
   * @param text the key of a label or of {@code has()}, or a text without its quotes; else empty
   */
  record Token(Kind kind, String text) {}

  private record Operator(Kind kind, Pattern pattern) {}

  private static Operator symbol(Kind kind, String text) {
    return new Operator(kind, Pattern.compile(Pattern.quote(text)));
  }

  /** The tokens, with one for the end; empty if the text is no selector. */
  static Optional<List<Token>> of(String selector) {
    CalicoTokens reader = new CalicoTokens(selector);
    while (reader.skipsSpace()) {
      if (!reader.next()) {
        return Optional.empty();
      }
    }
    reader.tokens.add(new Token(Kind.END, ""));
    return Optional.of(reader.tokens);
  }

  /** Whether anything follows. */
  private boolean skipsSpace() {
    while (at < input.length() && " \t\r\n".indexOf(input.charAt(at)) >= 0) {
      at++;
    }
    return at < input.length();
  }

  private boolean next() {
    char first = input.charAt(at);
    if (first == '"' || first == '\'') {
      return text(first);
    }
    if (SYMBOLS.stream().anyMatch(this::takes)) {
      return true;
    }
    boolean afterLabel = !tokens.isEmpty() && tokens.getLast().kind() == Kind.LABEL;
    return afterLabel
        ? OPERATORS.stream().anyMatch(this::takes)
        : takes(Kind.HAS, HAS, 1)
            || takes(Kind.ALL, ALL, -1)
            || takes(Kind.GLOBAL, GLOBAL, -1)
            || takes(Kind.LABEL, LABEL, 0);
  }

  /** Calico has no escape characters. */
  private boolean text(char quote) {
    int end = input.indexOf(quote, at + 1);
    if (end < 0) {
      return false;
    }
    tokens.add(new Token(Kind.TEXT, input.substring(at + 1, end)));
    at = end + 1;
    return true;
  }

  private boolean takes(Operator operator) {
    return takes(operator.kind(), operator.pattern(), -1);
  }

  private boolean takes(Kind kind, Pattern pattern, int group) {
    Matcher matcher = pattern.matcher(input).region(at, input.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    tokens.add(new Token(kind, group < 0 ? "" : matcher.group(group)));
    at = matcher.end();
    return true;
  }
}
