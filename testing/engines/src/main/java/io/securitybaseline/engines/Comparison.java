package io.securitybaseline.engines;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a run has shown: differences between verdicts and packets, and between steps. */
final class Comparison {

  /** Steps with verdicts, after Audit; a wave ends after the first. */
  private static final List<Step> JUDGED =
      List.of(Step.ENFORCE, Step.ALLOWED, Step.RESUMED, Step.LATER, Step.UNDONE);

  /** Steps at which tenants have what they had in Audit, and the engine of the spec is right. */
  private static final List<Step> AS_IN_AUDIT =
      List.of(Step.ENFORCE, Step.ALLOWED, Step.ROLLOUT, Step.PAUSED, Step.RESUMED, Step.UNDONE);

  private final EngineKind engine;
  private final Observer observer;
  private final boolean judgedInAudit;
  private final List<Difference> differences = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  Comparison(EngineKind engine, Observer observer, boolean judgedInAudit) {
    this.engine = engine;
    this.observer = observer;
    this.judgedInAudit = judgedInAudit;
  }

  RunResult result(Tenants tenants, Timeline timeline, long newPodMillis) {
    compare();
    return new RunResult(
        engine.label(),
        timeline.seconds(),
        observer.attempts(),
        Map.of("a new pod", newPodMillis, "a tenant deletes its policy", reactionMillis()),
        Tenants.namespaces(tenants.scenarios()).stream()
            .filter(
                each -> Properties.UNKNOWN.equals(observer.at(Step.ENFORCE).reasons().get(each)))
            .count(),
        tenants.refused(),
        tenants.scenarios().stream().map(this::result).toList());
  }

  private List<Step> observed(List<Step> steps) {
    return steps.stream().filter(observer.seen()::containsKey).toList();
  }

  private void compare() {
    if (judgedInAudit) {
      add(Properties.verdicts(Step.AUDIT, observer.at(Step.AUDIT), true));
    }
    observed(JUDGED).forEach(step -> add(Properties.verdicts(step, observer.at(step), false)));
    Observation audit = observer.at(Step.AUDIT);
    observed(AS_IN_AUDIT)
        .forEach(step -> add(Properties.opensAndCloses(step, audit, observer.at(step))));
    observed(List.of(Step.REMOVED))
        .forEach(step ->
            add(Properties.opensAndCloses(Step.LATER, observer.at(step), observer.at(Step.LATER))));
    for (Step step : Step.values()) {
      add(
          Properties.gaps(
              step,
              observer.openings(step).stream().filter(each -> !isReaction(step, each)).toList()));
    }
  }

  /** When a tenant takes back what kept pods from the address, the operator can only react. */
  private static boolean isReaction(Step step, Opening opening) {
    return step == Step.UNDONE && opening.attempt().to().isImds();
  }

  private long reactionMillis() {
    return observer.openings(Step.UNDONE).stream()
        .filter(each -> isReaction(Step.UNDONE, each))
        .mapToLong(Opening::millis)
        .max()
        .orElse(0);
  }

  /** Of the steps after Enforce, only what is new is listed. */
  private void add(List<Difference> found) {
    found.stream()
        .filter(each ->
            known.add(each.property() + each.namespace() + each.detail())
                || each.step().compareTo(Step.ENFORCE) <= 0)
        .forEach(differences::add);
  }

  private RunResult.ScenarioResult result(Scenario scenario) {
    List<String> namespaces = Tenants.namespaces(List.of(scenario));
    return new RunResult.ScenarioResult(
        scenario.name(),
        scenario.rows(),
        namespaces,
        differences.stream()
            .filter(each -> namespaces.contains(each.namespace()))
            .sorted()
            .map(Difference::toString)
            .toList(),
        Packets.compare(scenario, engine, namespaces, observer.seen()));
  }
}
