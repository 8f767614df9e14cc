package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pods that one label selector chooses, in a form in which two selectors that choose the same
 * pods are equal. Has at least some labels to choose; the selector of nothing is no term.
 */
final class SelectorTerm {

  static final SelectorTerm EVERY_POD = new SelectorTerm(Collections.emptySortedMap());

  private final SortedMap<String, LabelConstraint> ranges;
  private final long steps;

  /** Takes the map as its own. */
  private SelectorTerm(SortedMap<String, LabelConstraint> ranges) {
    this.ranges = Collections.unmodifiableSortedMap(ranges);
    this.steps = 1 + ranges.values().stream().mapToLong(LabelConstraint::steps).sum();
  }

  /** The pods that the selector chooses, unless it contradicts itself; in n log n steps. */
  static Optional<SelectorTerm> of(Selector selector) {
    SortedMap<String, List<Requirement>> byKey = new TreeMap<>();
    for (Requirement requirement : selector.requirements()) {
      byKey.computeIfAbsent(requirement.key(), _ -> new ArrayList<>(1)).add(requirement);
    }
    SortedMap<String, LabelConstraint> ranges = new TreeMap<>();
    for (Map.Entry<String, List<Requirement>> key : byKey.entrySet()) {
      LabelConstraint range = LabelConstraint.of(key.getValue());
      if (range.isImpossible()) {
        return Optional.empty();
      }
      if (!range.isAnything()) {
        ranges.put(key.getKey(), range);
      }
    }
    return Optional.of(new SelectorTerm(ranges));
  }

  /** The pods of this term that meet the requirement too, unless none can. */
  Optional<SelectorTerm> and(Requirement requirement) {
    LabelConstraint range = LabelConstraint.of(requirement);
    LabelConstraint before = ranges.get(requirement.key());
    LabelConstraint after = before == null ? range : before.and(range);
    if (after.isImpossible()) {
      return Optional.empty();
    }
    SortedMap<String, LabelConstraint> all = new TreeMap<>(ranges);
    if (!after.isAnything()) {
      all.put(requirement.key(), after);
    }
    return Optional.of(new SelectorTerm(all));
  }

  /**
   * A smaller part of this term in which the pods with these labels are: where it excludes values
   * of a label, only the value of these pods.
   */
  SelectorTerm narrowedTo(Map<String, String> labels) {
    SortedMap<String, LabelConstraint> narrow = new TreeMap<>(ranges);
    narrow.replaceAll(
        (key, range) -> range.excludesValues() ? LabelConstraint.only(labels.get(key)) : range);
    return new SelectorTerm(narrow);
  }

  /** One term for both, if they differ in the values of one label alone. */
  Optional<SelectorTerm> merged(SelectorTerm other) {
    if (!ranges.keySet().equals(other.ranges.keySet())) {
      return Optional.empty();
    }
    List<String> different =
        ranges.entrySet().stream()
            .filter(range -> !range.getValue().equals(other.ranges.get(range.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    if (different.size() != 1) {
      return Optional.empty();
    }
    String key = different.getFirst();
    return Objects.requireNonNull(ranges.get(key))
        .or(Objects.requireNonNull(other.ranges.get(key)))
        .map(range -> {
          SortedMap<String, LabelConstraint> both = new TreeMap<>(ranges);
          both.put(key, range);
          return new SelectorTerm(both);
        });
  }

  /** Whether the other term chooses all the pods that this one chooses. */
  boolean isWithin(SelectorTerm other) {
    for (Map.Entry<String, LabelConstraint> entry : other.ranges.entrySet()) {
      LabelConstraint range = ranges.get(entry.getKey());
      if (range == null || !range.isWithin(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** What the label of each key may be; any label of the keys that are not in it. */
  SortedMap<String, LabelConstraint> ranges() {
    return ranges;
  }

  /** The number of steps to read all its ranges and their values once. */
  long steps() {
    return steps;
  }

  Selector selector() {
    return new Selector(requirements());
  }

  private List<Requirement> requirements() {
    if (ranges.isEmpty()) {
      return List.of();
    }
    return ranges.entrySet().stream()
        .flatMap(entry -> entry.getValue().requirements(entry.getKey()).stream())
        .toList();
  }

  /**
   * The terms, each once, in an order that has no meaning but that it is always the same. Each is
   * written out once, not at every comparison.
   */
  static List<SelectorTerm> sorted(Collection<SelectorTerm> terms) {
    if (terms.size() <= 1) {
      return List.copyOf(terms);
    }
    SortedSet<Written> written = new TreeSet<>(Comparator.comparing(Written::text));
    terms.forEach(term -> written.add(new Written(term.requirements().toString(), term)));
    return written.stream().map(Written::term).toList();
  }

  private record Written(String text, SelectorTerm term) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof SelectorTerm term && ranges.equals(term.ranges);
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
