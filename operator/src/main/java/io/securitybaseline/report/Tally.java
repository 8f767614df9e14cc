package io.securitybaseline.report;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.SubjectState;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some subjects of one control, counted: those of a namespace or all there are. Names only the
 * worst of them, so that what is kept does not grow with the cluster.
 *
 * @param states subjects by state
 * @param counters subjects by the control's own counters
 * @param violations how many subjects violate the baseline, by the reason of their most severe
 *     finding
 * @param unknowns how many do not but could not be evaluated in full, by the same
 * @param reasons how many subjects have a finding with a reason that is no note, by it: one with
 *     several findings counts for each
 * @param notes how many subjects have a note, by its reason
 * @param planned changes that Enforce would make and that are not made
 * @param worst at most {@link #WORST}, most severe first and then by name; before another subject
 *     with the same reason comes one of each other reason
 */
public record Tally(
    Map<SubjectState, Integer> states,
    Map<String, Integer> counters,
    Map<String, Integer> violations,
    Map<String, Integer> unknowns,
    Map<String, Integer> reasons,
    Map<String, Integer> notes,
    int planned,
    List<Worst> worst) {

  /** How many single subjects a status names. */
  public static final int WORST = 10;

  public static final Tally NONE =
      new Tally(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 0, List.of());

  /**
   * A subject and the most severe finding on it.
   *
   * @param namespace empty for what is not in a namespace
   */
  public record Worst(String namespace, String name, SubjectState state, Finding finding) {}

  /**
   * A subject as it is counted.
   *
   * @param namespace empty for what is not in a namespace
   * @param planned changes that Enforce would make and that are not made
   * @param counters the control's own counters that it counts in
   */
  public record Counted(
      String namespace,
      String name,
      SubjectState state,
      List<Finding> findings,
      int planned,
      Collection<String> counters) {

    public Counted {
      findings = List.copyOf(findings);
      counters = List.copyOf(counters);
    }
  }

  private static final Comparator<Worst> ORDER =
      Comparator.comparing((Worst worst) -> worst.finding().severity())
          .reversed()
          .thenComparing(worst -> worst.finding().fixedByEnforce())
          .thenComparing(Worst::state, Comparator.reverseOrder())
          .thenComparing(Worst::namespace)
          .thenComparing(Worst::name);

  public Tally {
    states = Map.copyOf(states);
    counters = Map.copyOf(counters);
    violations = Map.copyOf(violations);
    unknowns = Map.copyOf(unknowns);
    reasons = Map.copyOf(reasons);
    notes = notes.isEmpty() ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    worst = List.copyOf(worst);
  }

  public int count(SubjectState state) {
    return states.getOrDefault(state, 0);
  }

  /** How many subjects count in the control's own counter. */
  public int counter(String name) {
    return counters.getOrDefault(name, 0);
  }

  /** All subjects. */
  public int total() {
    return sum(states.values());
  }

  /** Subjects with a violation. */
  public int violating() {
    return sum(violations.values());
  }

  /** Subjects without a violation that could not be evaluated in full. */
  public int unknown() {
    return sum(unknowns.values());
  }

  /** The reason of most violating subjects, the first by name of equally frequent ones. */
  public Optional<String> mostFrequentViolation() {
    return mostFrequent(violations);
  }

  /** The reason of most subjects that could not be evaluated, likewise. */
  public Optional<String> mostFrequentUnknown() {
    return mostFrequent(unknowns);
  }

  /** A subject with the reason of most violating subjects, else of those not evaluated. */
  public Optional<Worst> example() {
    return mostFrequentViolation()
        .or(this::mostFrequentUnknown)
        .flatMap(reason ->
            worst.stream().filter(each -> each.finding().reason().equals(reason)).findFirst());
  }

  private static Optional<String> mostFrequent(Map<String, Integer> reasons) {
    return reasons.entrySet().stream()
        .min(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private static int sum(Collection<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** Adds up subjects, or what was added up before. */
  public static final class Collector {

    private final Map<SubjectState, Integer> states = new EnumMap<>(SubjectState.class);
    private final Map<String, Integer> counters = new HashMap<>();
    private final Map<String, Integer> violations = new HashMap<>();
    private final Map<String, Integer> unknowns = new HashMap<>();
    private final Map<String, Integer> reasons = new HashMap<>();
    private final Map<String, Integer> notes = new HashMap<>();
    private final WorstOfEachReason<Worst> worst =
        new WorstOfEachReason<>(ORDER, each -> each.finding().reason(), WORST);
    private int planned;

    /** Adds one subject. */
    public void add(Counted subject) {
      states.merge(subject.state(), 1, Integer::sum);
      planned += subject.planned();
      subject.counters().forEach(counter -> counters.merge(counter, 1, Integer::sum));
      count(subject.findings());
      Finding finding = mostSevere(subject.findings());
      if (finding != null) {
        boolean violation = finding.severity() == Severity.VIOLATION;
        (violation ? violations : unknowns).merge(finding.reason(), 1, Integer::sum);
        worst.add(new Worst(subject.namespace(), subject.name(), subject.state(), finding));
      }
    }

    private static @Nullable Finding mostSevere(List<Finding> findings) {
      Finding first = null;
      for (Finding finding : findings) {
        if (finding.severity() != Severity.NOTE
            && (first == null || Finding.MOST_SEVERE_FIRST.compare(finding, first) < 0)) {
          first = finding;
        }
      }
      return first;
    }

    /** Counts each reason once. */
    private void count(List<Finding> findings) {
      if (findings.isEmpty()) {
        return;
      }
      Set<String> counted = new HashSet<>();
      Set<String> noted = new HashSet<>();
      for (Finding finding : findings) {
        boolean isNote = finding.severity() == Severity.NOTE;
        if ((isNote ? noted : counted).add(finding.reason())) {
          (isNote ? notes : reasons).merge(finding.reason(), 1, Integer::sum);
        }
      }
    }

    /** Adds a subject that was not evaluated yet. */
    public void addPending() {
      states.merge(SubjectState.PENDING, 1, Integer::sum);
    }

    public void add(Tally tally) {
      add(tally.states, states);
      add(tally.counters, counters);
      add(tally.violations, violations);
      add(tally.unknowns, unknowns);
      add(tally.reasons, reasons);
      add(tally.notes, notes);
      planned += tally.planned;
      tally.worst.forEach(worst::add);
    }

    private static <K> void add(Map<K, Integer> counts, Map<K, Integer> to) {
      if (!counts.isEmpty()) {
        counts.forEach((key, count) -> to.merge(key, count, Integer::sum));
      }
    }

    public Tally result() {
      return states.isEmpty()
          ? NONE
          : new Tally(
              states, counters, violations, unknowns, reasons, notes, planned, worst.result());
    }
  }
}
