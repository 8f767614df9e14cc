package io.securitybaseline.report;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.SubjectState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * One control over all user namespaces: exact counts and the worst few.
 *
 * @param counts user namespaces by state
 * @param violations how many namespaces break the baseline, by the reason of the gravest finding
 * @param unknowns how many do not but could not be evaluated in full, by the same
 * @param planned changes that Enforce would make
 * @param notes in how many namespaces something holds that is no fault, by reason
 * @param worst at most {@link #WORST}, gravest first and then by name
 */
public record RollUp(
    Map<SubjectState, Integer> counts,
    Map<String, Integer> violations,
    Map<String, Integer> unknowns,
    int planned,
    Map<String, Integer> notes,
    List<Worst> worst) {

  /** How many single namespaces a status names. */
  public static final int WORST = 10;

  /** A namespace and the gravest thing found in it. */
  public record Worst(String namespace, SubjectState state, Finding finding) {}

  private static final Comparator<Worst> ORDER =
      Comparator.comparing((Worst worst) -> worst.finding().severity())
          .reversed()
          .thenComparing(worst -> worst.finding().fixedByEnforce())
          .thenComparing(worst -> worst.state(), Comparator.reverseOrder())
          .thenComparing(Worst::namespace);

  /** Collects results one by one. */
  public static final class Collector {

    private final ControlId control;
    private final Map<SubjectState, Integer> counts = new EnumMap<>(SubjectState.class);
    private final Map<String, Integer> violations = new HashMap<>();
    private final Map<String, Integer> unknowns = new HashMap<>();
    private final PriorityQueue<Worst> worst = new PriorityQueue<>(ORDER.reversed());
    private final Map<String, Integer> notes = new TreeMap<>();
    private int planned;

    public Collector(ControlId control) {
      this.control = control;
    }

    /** Adds a namespace; one that the control is not concerned with does not count. */
    public void add(String namespace, Ledger.Entry entry) {
      entry.result(control).ifPresent(result -> add(namespace, result));
    }

    /** Adds a namespace that nobody has looked at yet. */
    public void addUnseen() {
      counts.merge(SubjectState.PENDING, 1, Integer::sum);
    }

    private void add(String namespace, Result result) {
      counts.merge(result.state(), 1, Integer::sum);
      planned += result.planned();
      result.findings().stream()
          .filter(finding -> finding.severity() == Severity.INFO)
          .map(Finding::reason)
          .distinct()
          .forEach(reason -> notes.merge(reason, 1, Integer::sum));
      result
          .gravest()
          .ifPresent(finding -> {
            (finding.severity() == Severity.VIOLATION ? violations : unknowns)
                .merge(finding.reason(), 1, Integer::sum);
            worst.add(new Worst(namespace, result.state(), finding));
            if (worst.size() > WORST) {
              worst.poll();
            }
          });
    }

    public RollUp result() {
      List<Worst> sorted = new ArrayList<>(worst);
      sorted.sort(ORDER);
      return new RollUp(counts, violations, unknowns, planned, notes, sorted);
    }
  }

  public RollUp {
    counts = Map.copyOf(counts);
    violations = Map.copyOf(violations);
    unknowns = Map.copyOf(unknowns);
    notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    worst = List.copyOf(worst);
  }

  /** The same as the tally of a control. */
  public Tally tally() {
    return new Tally(
        counts,
        Map.of(),
        violations,
        unknowns,
        notes,
        planned,
        worst.stream()
            .map(found -> new Tally.Worst("", found.namespace(), found.state(), found.finding()))
            .toList());
  }

  public int count(SubjectState state) {
    return counts.getOrDefault(state, 0);
  }

  /** All user namespaces that are not being deleted. */
  public int total() {
    return sum(counts);
  }

  /** Namespaces in which something breaks the baseline. */
  public int violated() {
    return sum(violations);
  }

  /** Namespaces in which nothing does but something could not be evaluated. */
  public int unknown() {
    return sum(unknowns);
  }

  /** The reason why most namespaces break the baseline. */
  public String mostFrequentViolation() {
    return mostFrequent(violations);
  }

  /** The reason why most of the namespaces that could not be evaluated could not. */
  public String mostFrequentUnknown() {
    return mostFrequent(unknowns);
  }

  /** The first by name of equally frequent ones. */
  private static String mostFrequent(Map<String, Integer> reasons) {
    return reasons.entrySet().stream()
        .min(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static int sum(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
