package io.securitybaseline.control.instancemetadata;

import io.securitybaseline.match.Requirement;
import io.securitybaseline.match.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pods that one label selector chooses, in a form in which two selectors that choose the same
 * pods are equal. Has at least some labels to choose; the selector of nothing is no term.
 */
final class Term {

  static final Term EVERY_POD = new Term(Collections.emptySortedMap());

  private final SortedMap<String, LabelRange> ranges;
  private final long steps;

  /** Takes the map as its own. */
  private Term(SortedMap<String, LabelRange> ranges) {
    this.ranges = Collections.unmodifiableSortedMap(ranges);
    this.steps = 1 + ranges.values().stream().mapToLong(LabelRange::steps).sum();
  }

  /** The pods that the selector chooses, unless it contradicts itself; in n log n steps. */
  static Optional<Term> of(Selector selector) {
    SortedMap<String, List<Requirement>> byKey = new TreeMap<>();
    for (Requirement requirement : selector.requirements()) {
      byKey.computeIfAbsent(requirement.key(), _ -> new ArrayList<>(1)).add(requirement);
    }
    SortedMap<String, LabelRange> ranges = new TreeMap<>();
    for (Map.Entry<String, List<Requirement>> key : byKey.entrySet()) {
      LabelRange range = LabelRange.of(key.getValue());
      if (range.isImpossible()) {
        return Optional.empty();
      }
      if (!range.isAnything()) {
        ranges.put(key.getKey(), range);
      }
    }
    return Optional.of(new Term(ranges));
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
    for (Map.Entry<String, LabelRange> entry : other.ranges.entrySet()) {
      LabelRange range = ranges.get(entry.getKey());
      if (range == null || !range.isWithin(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** What the label of each key may be; any label of the keys that are not in it. */
  SortedMap<String, LabelRange> ranges() {
    return ranges;
  }

  /** The steps that it takes to go over all its ranges and their values once. */
  long steps() {
    return steps;
  }

  Selector selector() {
    return new Selector(requirements());
  }

  private List<Requirement> requirements() {
    return ranges.entrySet().stream()
        .flatMap(entry -> entry.getValue().requirements(entry.getKey()).stream())
        .toList();
  }

  /**
   * The terms, each once, in an order that has no meaning but that it is always the same. Each is
   * written out once, not at every comparison.
   */
  static List<Term> sorted(Collection<Term> terms) {
    SortedSet<Written> written = new TreeSet<>(Comparator.comparing(Written::text));
    terms.forEach(term -> written.add(new Written(term.requirements().toString(), term)));
    return written.stream().map(Written::term).toList();
  }

  private record Written(String text, Term term) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof Term term && ranges.equals(term.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
