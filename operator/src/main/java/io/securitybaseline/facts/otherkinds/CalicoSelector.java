package io.securitybaseline.facts.otherkinds;

import io.securitybaseline.facts.otherkinds.CalicoTokens.Kind;
import io.securitybaseline.facts.otherkinds.CalicoTokens.Token;
import io.securitybaseline.facts.otherkinds.LabelExpression.All;
import io.securitybaseline.facts.otherkinds.LabelExpression.Any;
import io.securitybaseline.facts.otherkinds.LabelExpression.Has;
import io.securitybaseline.facts.otherkinds.LabelExpression.In;
import io.securitybaseline.facts.otherkinds.LabelExpression.Not;
import io.securitybaseline.facts.otherkinds.LabelExpression.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Reads selectors in Calico's language: {@code app == 'web' && tier not in {'a', 'b'}}. The grammar
 * is that of Calico 3.28: {@code ||} binds weakest, {@code !=} and {@code not in} also select what
 * has no such label.
 */
public final class CalicoSelector {

  /** Longer selectors are not read. */
  static final int LONGEST = 4096;

  private static final int DEEPEST = 32;

  private final String prefix;
  private final LabelExpression everything;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private CalicoSelector(String prefix, LabelExpression everything, List<Token> tokens) {
    this.prefix = prefix;
    this.everything = everything;
    this.tokens = tokens;
  }

  private static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Unreadable() {
      super("no selector of Calico", null, false, false);
    }
  }

  /** Selects pods by their labels; the empty selector selects all. */
  public static LabelExpression of(String selector) {
    return of(selector, "", LabelExpression.EVERYTHING);
  }

  /**
   * Selects by the labels of something that a pod belongs to, as Calico does: the keys have a
   * prefix.
   *
   * @param everything what {@code all()} stands for
   */
  static LabelExpression of(String selector, String prefix, LabelExpression everything) {
    if (selector.length() > LONGEST) {
      return LabelExpression.UNREADABLE;
    }
    return CalicoTokens.of(selector)
        .map(tokens -> new CalicoSelector(prefix, everything, tokens).whole())
        .orElse(LabelExpression.UNREADABLE);
  }

  private LabelExpression whole() {
    if (is(Kind.END)) {
      return everything;
    }
    try {
      LabelExpression read = any();
      return is(Kind.END) ? read : LabelExpression.UNREADABLE;
    } catch (Unreadable _) {
      return LabelExpression.UNREADABLE;
    }
  }

  private LabelExpression any() {
    List<LabelExpression> parts = new ArrayList<>(List.of(all()));
    while (accepts(Kind.OR)) {
      parts.add(all());
    }
    return parts.size() == 1 ? parts.getFirst() : new Any(parts);
  }

  private LabelExpression all() {
    List<LabelExpression> parts = new ArrayList<>(List.of(operation()));
    while (accepts(Kind.AND)) {
      parts.add(operation());
    }
    return parts.size() == 1 ? parts.getFirst() : new All(parts);
  }

  private LabelExpression operation() {
    boolean negated = false;
    while (accepts(Kind.NOT)) {
      negated = !negated;
    }
    Token token = take();
    LabelExpression read =
        switch (token.kind()) {
          case HAS -> new Has(prefix + token.text());
          case ALL -> everything;
          case LABEL -> comparison(prefix + token.text());
          case OPEN -> inParentheses();
          default -> throw new Unreadable();
        };
    return negated ? new Not(read) : read;
  }

  private LabelExpression inParentheses() {
    if (++depth > DEEPEST) {
      throw new Unreadable();
    }
    LabelExpression read = any();
    if (!accepts(Kind.CLOSE)) {
      throw new Unreadable();
    }
    depth--;
    return read;
  }

  private LabelExpression comparison(String key) {
    return switch (take().kind()) {
      case EQUAL -> new In(key, new TreeSet<>(List.of(text())));
      case NOT_EQUAL -> new Not(new In(key, new TreeSet<>(List.of(text()))));
      case IN -> new In(key, new TreeSet<>(set()));
      case NOT_IN -> new Not(new In(key, new TreeSet<>(set())));
      case CONTAINS -> new Text(key, Text.Place.ANYWHERE, text());
      case STARTS_WITH -> new Text(key, Text.Place.START, text());
      case ENDS_WITH -> new Text(key, Text.Place.END, text());
      default -> throw new Unreadable();
    };
  }

  private String text() {
    Token token = take();
    if (token.kind() != Kind.TEXT) {
      throw new Unreadable();
    }
    return token.text();
  }

  /** Calico accepts a comma after the last text. */
  private List<String> set() {
    if (!accepts(Kind.OPEN_SET)) {
      throw new Unreadable();
    }
    List<String> texts = new ArrayList<>();
    while (is(Kind.TEXT)) {
      texts.add(text());
      if (!accepts(Kind.COMMA)) {
        break;
      }
    }
    if (!accepts(Kind.CLOSE_SET)) {
      throw new Unreadable();
    }
    return texts;
  }

  private boolean is(Kind kind) {
    return tokens.get(at).kind() == kind;
  }

  private boolean accepts(Kind kind) {
    boolean found = is(kind);
    if (found) {
      at++;
    }
    return found;
  }

  private Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }
}
