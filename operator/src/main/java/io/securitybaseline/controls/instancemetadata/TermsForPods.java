package io.securitybaseline.controls.instancemetadata;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Terms for pods that exist, where those for every pod that may ever start would be too many or too
 * large. Each of them selects no pod that a tighter policy selects, so that any number of them is
 * safe: what they do not select stays as it was.
 */
final class TermsForPods {

  /**
   * The result.
   *
   * @param uncovered how many of the different kinds of pods no term selects
   */
  record Cover(List<SelectorTerm> terms, int uncovered) {}

  private final List<SelectorTerm> tighter;
  private final SelectorTerm within;
  private final Predicate<SelectorTerm> fits;
  private final WorkBudget budget;
  private final Map<String, Integer> uses = new HashMap<>();
  private final Set<String> keys = new HashSet<>();

  /**
   * @param tighter the pods that no term may select
   * @param within the pods that terms may select
   * @param fits whether the engine programs a policy for the term
   */
  TermsForPods(
      List<SelectorTerm> tighter,
      SelectorTerm within,
      Predicate<SelectorTerm> fits,
      WorkBudget budget) {
    this.tighter = tighter;
    this.within = within;
    this.fits = fits;
    this.budget = budget;
    for (SelectorTerm term : tighter) {
      budget.spend(term.steps());
      term.ranges().keySet().forEach(key -> uses.merge(key, 1, Integer::sum));
    }
    keys.addAll(uses.keySet());
    keys.addAll(within.ranges().keySet());
  }

  /**
   * As few terms as a simple rule finds. Terms that are in place are preferred, so that pods that
   * come and go change as little as possible.
   *
   * @param pods the labels of the pods that exist
   * @param inPlace the terms of the operator's policies, in their order
   */
  Cover cover(List<Map<String, String>> pods, List<SelectorTerm> inPlace) {
    List<SelectorTerm> safe = inPlace.stream().filter(this::isSafe).distinct().toList();
    safe.forEach(term -> keys.addAll(term.ranges().keySet()));
    List<Map<String, String>> open = open(pods);
    List<SelectorTerm> used =
        safe.stream().filter(term -> open.stream().anyMatch(pod -> selects(term, pod))).toList();
    Cover kept = extended(used, open);
    Cover fresh = kept.uncovered() == 0 ? kept : extended(List.of(), open);
    if (fresh.uncovered() < kept.uncovered()) {
      return fresh;
    }
    List<SelectorTerm> all = new ArrayList<>(kept.terms());
    safe.stream()
        .filter(term -> !all.contains(term) && all.size() < PolicyNames.MOST_POLICIES)
        .forEach(all::add);
    return new Cover(List.copyOf(all), kept.uncovered());
  }

  /** Whether a policy for the term widens the egress of no pod. */
  private boolean isSafe(SelectorTerm term) {
    budget.spend(tighter.size() * term.steps());
    return term.isWithin(within) && fits.test(term) && !overlapsAny(term, tighter);
  }

  /** Whether a pod can have labels that the term and one of the others select. */
  boolean overlapsAny(SelectorTerm term, List<SelectorTerm> others) {
    return others.stream().anyMatch(other -> overlap(term, other));
  }

  private boolean overlap(SelectorTerm one, SelectorTerm other) {
    budget.spend(other.steps());
    for (Map.Entry<String, LabelConstraint> range : other.ranges().entrySet()) {
      LabelConstraint mine = one.ranges().get(range.getKey());
      if (mine != null && mine.and(range.getValue()).isImpossible()) {
        return false;
      }
    }
    return true;
  }

  /** The different kinds of pods that are to be selected, each once, in a fixed order. */
  private List<Map<String, String>> open(List<Map<String, String>> pods) {
    SortedMap<String, Map<String, String>> open = new TreeMap<>();
    for (Map<String, String> pod : pods) {
      SortedMap<String, String> asked = new TreeMap<>();
      budget.spend(1L + keys.size());
      for (String key : keys) {
        String value = pod.get(key);
        if (value != null) {
          asked.put(key, value);
        }
      }
      open.putIfAbsent(asked.toString(), asked);
    }
    return open.values().stream()
        .filter(pod -> selects(within, pod))
        .filter(pod -> tighter.stream().noneMatch(term -> selects(term, pod)))
        .toList();
  }

  private boolean selects(SelectorTerm term, Map<String, String> pod) {
    budget.spend(1L + term.ranges().size());
    return term.ranges().entrySet().stream()
        .allMatch(range -> range.getValue().contains(pod.get(range.getKey())));
  }

  private Cover extended(List<SelectorTerm> start, List<Map<String, String>> open) {
    List<SelectorTerm> terms =
        new ArrayList<>(start.stream().limit(PolicyNames.MOST_POLICIES).toList());
    int uncovered = 0;
    for (Map<String, String> pod : open) {
      if (terms.stream().noneMatch(term -> selects(term, pod)) && !add(pod, terms)) {
        uncovered++;
      }
    }
    return new Cover(List.copyOf(terms), uncovered);
  }

  private boolean add(Map<String, String> pod, List<SelectorTerm> terms) {
    SelectorTerm term = termOf(pod);
    if (!fits.test(term)) {
      term = term.narrowedTo(pod);
      for (int i = 0; i < terms.size(); i++) {
        Optional<SelectorTerm> merged = terms.get(i).merged(term).filter(fits);
        if (merged.isPresent()) {
          terms.set(i, merged.get());
          return true;
        }
      }
    }
    if (terms.size() == PolicyNames.MOST_POLICIES || !fits.test(term)) {
      return false;
    }
    terms.add(term);
    return true;
  }

  /**
   * The pods that differ from each tighter selector by one label, by the same label if possible.
   */
  private SelectorTerm termOf(Map<String, String> pod) {
    SelectorTerm term = within;
    for (SelectorTerm other : tighter) {
      if (overlap(term, other)) {
        term = apart(term, other, pod);
      }
    }
    return term;
  }

  private SelectorTerm apart(SelectorTerm term, SelectorTerm other, Map<String, String> pod) {
    budget.spend(term.steps() + other.steps());
    String key =
        other.ranges().entrySet().stream()
            .filter(range -> !range.getValue().contains(pod.get(range.getKey())))
            .map(Map.Entry::getKey)
            .min(
                Comparator.<String, Boolean>comparing(it -> !term.ranges().containsKey(it))
                    .thenComparingInt(it -> -uses.getOrDefault(it, 0))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    return Objects.requireNonNull(other.ranges().get(key)).requirements(key).stream()
        .filter(requirement -> !requirement.matches(pod))
        .findFirst()
        .flatMap(requirement -> term.and(requirement.negated()))
        .orElseThrow();
  }
}
