package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.kubernetes.Requirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The pods that none of some selectors chooses, as few terms as can be: each requirement is
 * negated, which gives a requirement again, and "not all of these" becomes "one of the negated
 * ones".
 */
final class Complement {

  /**
   * A limit on the work for selectors of other owners. For selectors that are written manually, the
   * intermediate terms are never more than the result.
   */
  private static final int MOST_TERMS_ON_THE_WAY = 128;

  /**
   * How many terms may be compared with one another to find the widest, which takes the square of
   * it. A larger number exceeds the limit for every manually written selector.
   */
  private static final int MOST_CANDIDATES = 8 * MOST_TERMS_ON_THE_WAY;

  private Complement() {}

  /**
   * Which pods of {@code within} none of the terms chooses.
   *
   * @return the terms in a fixed order, empty if there are no such pods, or absent if it takes too
   *     many terms to say
   * @throws WorkBudget.Exceeded if the budget does not suffice to find out
   */
  static Optional<List<SelectorTerm>> of(
      Collection<SelectorTerm> terms, SelectorTerm within, WorkBudget budget) {
    terms.forEach(term -> budget.spend(term.steps()));
    List<SelectorTerm> left = List.of(within);
    for (SelectorTerm excluded : SelectorTerm.sorted(terms)) {
      Optional<List<SelectorTerm>> next =
          without(excluded, left, budget).map(all -> widest(all, budget));
      if (next.filter(all -> all.size() <= MOST_TERMS_ON_THE_WAY).isEmpty()) {
        return Optional.empty();
      }
      left = next.get();
    }
    return Optional.of(SelectorTerm.sorted(left));
  }

  /** What of each term the other leaves, each once, or absent if that is too many. */
  private static Optional<SequencedSet<SelectorTerm>> without(
      SelectorTerm excluded, List<SelectorTerm> terms, WorkBudget budget) {
    List<Requirement> negated =
        excluded.selector().requirements().stream().map(Requirement::negated).toList();
    SequencedSet<SelectorTerm> next = new LinkedHashSet<>();
    for (SelectorTerm term : terms) {
      for (Requirement requirement : negated) {
        budget.spend(term.steps() + requirement.values().size());
        term.and(requirement).ifPresent(next::add);
        if (next.size() > MOST_CANDIDATES) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(next);
  }

  /** The terms that are not within another one. */
  private static List<SelectorTerm> widest(Collection<SelectorTerm> terms, WorkBudget budget) {
    List<SelectorTerm> widest = new ArrayList<>();
    for (SelectorTerm term : terms) {
      budget.spend(widest.size() * term.steps());
      if (widest.stream().noneMatch(term::isWithin)) {
        widest.removeIf(other -> other.isWithin(term));
        widest.add(term);
      }
    }
    return widest;
  }
}
