package io.securitybaseline.report;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.SubjectState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Some bindings, counted: those of a namespace or all there are. Names only the worst of them, so
 * that what is kept does not grow with the cluster.
 *
 * @param violations how many name users against the baseline, by the reason of the gravest finding
 * @param unknowns how many could not be evaluated, by the same
 * @param planned how many Enforce would change that are not changed now
 * @param notes in how many something holds that is no fault, by reason
 */
public record BindingTally(
    int scanned,
    int replaced,
    int skipped,
    int planned,
    Map<String, Integer> violations,
    Map<String, Integer> unknowns,
    Map<String, Integer> notes,
    List<BindingResult> worst) {

  public static final BindingTally NONE =
      new BindingTally(0, 0, 0, 0, Map.of(), Map.of(), Map.of(), List.of());

  public BindingTally {
    violations = Map.copyOf(violations);
    unknowns = Map.copyOf(unknowns);
    notes = notes.isEmpty() ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    worst = List.copyOf(worst);
  }

  /** Bindings that name users whom a group should replace. */
  public int userBindings() {
    return sum(violations);
  }

  /** Bindings in which nothing was found but that could not be evaluated in full. */
  public int unknown() {
    return sum(unknowns);
  }

  /** The same as the tally of a control. */
  public Tally tally() {
    Map<SubjectState, Integer> states = new EnumMap<>(SubjectState.class);
    states.put(SubjectState.VIOLATING, userBindings());
    states.put(SubjectState.COMPLIANT, scanned - userBindings());
    return new Tally(
        states,
        Map.of(
            "scanned", scanned, "user", userBindings(), "replaced", replaced, "skipped", skipped),
        violations,
        unknowns,
        notes,
        planned,
        worst.stream()
            .map(result ->
                new Tally.Worst(
                    result.namespace(),
                    result.name(),
                    SubjectState.VIOLATING,
                    result.gravest().orElseThrow()))
            .toList());
  }

  public static String mostFrequent(Map<String, Integer> reasons) {
    return reasons.entrySet().stream()
        .min(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Adds up single bindings, or what was added up before. */
  public static final class Collector {

    private final Map<String, Integer> violations = new HashMap<>();
    private final Map<String, Integer> unknowns = new HashMap<>();
    private final Map<String, Integer> notes = new HashMap<>();
    private final PriorityQueue<BindingResult> worst =
        new PriorityQueue<>(BindingResult.WORST_FIRST.reversed());
    private int scanned;
    private int replaced;
    private int skipped;
    private int planned;

    public void add(BindingResult result) {
      scanned++;
      replaced += result.replaced() ? 1 : 0;
      skipped += result.skipped() ? 1 : 0;
      planned += result.planned();
      result.findings().stream()
          .filter(finding -> finding.severity() == Severity.INFO)
          .map(Finding::reason)
          .distinct()
          .forEach(reason -> notes.merge(reason, 1, Integer::sum));
      result
          .gravest()
          .ifPresent(finding -> {
            boolean violation = finding.severity() == Severity.VIOLATION;
            (violation ? violations : unknowns).merge(finding.reason(), 1, Integer::sum);
            keep(result);
          });
    }

    public void add(BindingTally tally) {
      scanned += tally.scanned();
      replaced += tally.replaced();
      skipped += tally.skipped();
      planned += tally.planned();
      tally.violations().forEach((reason, count) -> violations.merge(reason, count, Integer::sum));
      tally.unknowns().forEach((reason, count) -> unknowns.merge(reason, count, Integer::sum));
      tally.notes().forEach((reason, count) -> notes.merge(reason, count, Integer::sum));
      tally.worst().forEach(this::keep);
    }

    public BindingTally result() {
      return new BindingTally(
          scanned,
          replaced,
          skipped,
          planned,
          violations,
          unknowns,
          notes,
          worst.stream().sorted(BindingResult.WORST_FIRST).toList());
    }

    private void keep(BindingResult result) {
      worst.add(result);
      if (worst.size() > RollUp.WORST) {
        worst.poll();
      }
    }
  }
}
