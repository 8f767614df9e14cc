package io.securitybaseline.control.instancemetadata;

import io.securitybaseline.match.Requirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The pods that none of some selectors chooses, as few terms as can be: each requirement is
 * negated, which gives a requirement again, and "not all of these" becomes "one of the negated
 * ones".
 */
final class Complement {

  /**
   * A bound on the work for selectors that somebody else wrote. The terms of the result are never
   * more than on the way to it in any case that people write by hand.
   */
  private static final int MOST_TERMS_ON_THE_WAY = 128;

  private Complement() {}

  /**
   * Which pods of {@code within} none of the terms chooses.
   *
   * @return the terms in a fixed order, empty if there are no such pods, or absent if it takes too
   *     many terms to say
   */
  static Optional<List<Term>> of(Collection<Term> terms, Term within) {
    List<Term> left = List.of(within);
    for (Term excluded : new TreeSet<>(terms)) {
      List<Term> next = new ArrayList<>();
      for (Term term : left) {
        for (Requirement requirement : excluded.selector().requirements()) {
          term.and(requirement.negated()).ifPresent(next::add);
        }
      }
      left = widest(next);
      if (left.size() > MOST_TERMS_ON_THE_WAY) {
        return Optional.empty();
      }
    }
    return Optional.of(left.stream().sorted().toList());
  }

  /** The terms that are not within another one. */
  private static List<Term> widest(List<Term> terms) {
    List<Term> widest = new ArrayList<>();
    for (Term term : terms) {
      if (widest.stream().noneMatch(term::isWithin)) {
        widest.removeIf(other -> other.isWithin(term));
        widest.add(term);
      }
    }
    return widest;
  }
}
