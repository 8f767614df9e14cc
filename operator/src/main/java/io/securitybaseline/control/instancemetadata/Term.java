package io.securitybaseline.control.instancemetadata;

import io.securitybaseline.match.Requirement;
import io.securitybaseline.match.Selector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pods that one label selector chooses, in a form in which two selectors that choose the same
 * pods are equal. Has at least some labels to choose; the selector of nothing is no term.
 */
record Term(SortedMap<String, LabelRange> ranges) implements Comparable<Term> {

  static final Term EVERY_POD = new Term(Collections.emptySortedMap());

  Term {
    ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
  }

  /** The pods that the selector chooses, unless it contradicts itself. */
  static Optional<Term> of(Selector selector) {
    Optional<Term> term = Optional.of(EVERY_POD);
    for (Requirement requirement : selector.requirements()) {
      term = term.flatMap(sofar -> sofar.and(requirement));
    }
    return term;
  }

  /** The pods of this term that meet the requirement too, unless none can. */
  Optional<Term> and(Requirement requirement) {
    LabelRange range = LabelRange.of(requirement);
    LabelRange before = ranges.get(requirement.key());
    LabelRange after = before == null ? range : before.and(range);
    if (after.isImpossible()) {
      return Optional.empty();
    }
    SortedMap<String, LabelRange> all = new TreeMap<>(ranges);
    if (!after.isAnything()) {
      all.put(requirement.key(), after);
    }
    return Optional.of(new Term(all));
  }

  /** Whether the other term chooses all the pods that this one chooses. */
  boolean isWithin(Term other) {
    return other.ranges.entrySet().stream().allMatch(entry -> hasWithin(entry));
  }

  private boolean hasWithin(Map.Entry<String, LabelRange> entry) {
    LabelRange range = ranges.get(entry.getKey());
    return range != null && range.isWithin(entry.getValue());
  }

  Selector selector() {
    return new Selector(requirements());
  }

  private List<Requirement> requirements() {
    return ranges.entrySet().stream()
        .flatMap(entry -> entry.getValue().requirements(entry.getKey()).stream())
        .toList();
  }

  /** An order that has no meaning but that it is always the same. */
  @Override
  public int compareTo(Term other) {
    return requirements().toString().compareTo(other.requirements().toString());
  }
}
