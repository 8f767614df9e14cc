package io.securitybaseline.facts.otherkinds;

/** Whether something matches, as far as that is known. In the order of the certainty of a match. */
public enum Match {
  NO,
  /** It depends on what is not known. */
  MAYBE,
  YES;

  public static Match of(boolean matches) {
    return matches ? YES : NO;
  }

  /** Whether both match. */
  public Match and(Match other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Whether any of both matches. */
  public Match or(Match other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public Match negated() {
    return switch (this) {
      case NO -> YES;
      case MAYBE -> MAYBE;
      case YES -> NO;
    };
  }
}
