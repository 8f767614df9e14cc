package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** One engine from nothing to verdicts: all scenarios side by side, step after step. */
final class EngineRun {
  private static final double NANOS = 1e9;
  private static final int CREATED_AT_ONCE = 8;
  private static final int ROUNDS = 6;

  /** More would load the machine until packets are late. */
  private static final int WATCHED = 60;

  private final Settings settings;
  private final PrintStream progress;
  private final long started = System.nanoTime();
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final Map<Step, Observation> seen = new EnumMap<>(Step.class);
  private final List<Difference> differences = new ArrayList<>();
  private int attempts;

  EngineRun(Settings settings, PrintStream progress) {
    this.settings = settings;
    this.progress = progress;
  }

  RunResult execute() {
    EngineKind engine = settings.engine();
    // The API server wants a default route when it starts, and the fabric makes it.
    try (Fabric fabric = Fabric.start(settings.fabric());
        Cluster cluster = Cluster.start()) {
      done("control plane");
      cluster.applyDefinitions(settings.operatorDefinitions());
      engine.prepare(cluster);
      try (Lab lab = engine.lab(settings, fabric, cluster);
          Operator operator =
              new Operator(
                  cluster, settings.operator(), settings.output(), engine.operatorEngine())) {
        return run(lab, new ScenarioPods(cluster, lab), operator);
      }
    }
  }

  private RunResult run(Lab lab, ScenarioPods pods, Operator operator) {
    operator.mode("Audit");
    List<String> refused = new ArrayList<>();
    List<Scenario> scenarios = new ScenarioSet(settings).all();
    pods.addPeers();
    lab.settle();
    done("engine ready");
    List<Scenario> kept = create(scenarios, pods, operator.uid(), refused);
    done("objects created");
    List<Attempt> all = pods.attempts(namespaces(kept));
    lab.settle();
    operator.awaitStatus();
    Optional<SortedMap<String, String>> told = operator.reasons();
    observe(Step.AUDIT, lab, all, told.orElseGet(TreeMap::new));
    if (told.isPresent()) {
      differences.addAll(Properties.verdicts(Step.AUDIT, step(Step.AUDIT), true));
    }

    watched(
        Step.ENFORCE,
        lab,
        all,
        () -> {
          operator.mode("Enforce");
          SortedMap<String, String> reasons = operator.awaitNothingToChange();
          lab.settle();
          return reasons;
        });
    changeLater(kept, lab, pods, operator);
    compare(kept);
    return result(kept, refused);
  }

  /** A golden case that the API server refuses is left out and named. */
  private List<Scenario> create(
      List<Scenario> scenarios, ScenarioPods pods, String uid, List<String> refused) {
    List<Future<Optional<String>>> creating = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(CREATED_AT_ONCE)) {
      for (Scenario scenario : scenarios) {
        creating.add(executor.submit(() -> create(scenario, pods, uid)));
      }
      List<Scenario> kept = new ArrayList<>();
      for (int index = 0; index < scenarios.size(); index++) {
        Optional<String> why = creating.get(index).get();
        why.ifPresent(refused::add);
        if (why.isEmpty()) {
          kept.add(scenarios.get(index));
        }
      }
      return kept;
    } catch (ExecutionException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  private static Optional<String> create(Scenario scenario, ScenarioPods pods, String uid) {
    GoldenScenarios.adopt(scenario.objects(), uid);
    try {
      pods.add(scenario.objects());
      return Optional.empty();
    } catch (LabException e) {
      if (!scenario.name().startsWith(GoldenScenarios.PREFIX)) {
        throw e;
      }
      return Optional.of(scenario.name() + ": " + e.getMessage());
    }
  }

  private interface Transition {
    SortedMap<String, String> reasons();
  }

  private void watched(Step step, Lab lab, List<Attempt> all, Transition transition) {
    Observation before = latest();
    List<Attempt> closed =
        all.stream()
            .filter(attempt -> !attempt.from().hostNetwork() && !before.reaches(attempt))
            .toList();
    int every = Math.max(1, closed.size() / WATCHED);
    List<Attempt> sample = new ArrayList<>();
    for (int index = 0; index < closed.size(); index += every) {
      sample.add(closed.get(index));
    }
    lab.watch(sample);
    SortedMap<String, String> reasons = transition.reasons();
    List<Attempt> reached = lab.watched();
    observe(step, lab, all, reasons);
    differences.addAll(Properties.gaps(step, reached, before, latest()));
  }

  /** The steps after Enforce concern only the scenarios in which a tenant does something more. */
  private void changeLater(List<Scenario> kept, Lab lab, ScenarioPods pods, Operator operator) {
    List<Scenario> changing = kept.stream().filter(each -> !each.later().isEmpty()).toList();
    if (changing.isEmpty()) {
      return;
    }
    List<HasMetadata> later = changing.stream().flatMap(each -> each.later().stream()).toList();
    pods.add(later);
    SortedMap<String, String> reasons = operator.awaitNothingToChange();
    lab.settle();
    List<Attempt> concerned = pods.attempts(namespaces(changing));
    observe(Step.LATER, lab, concerned, reasons);
    operator.remove();
    lab.settle();
    observe(Step.REMOVED, lab, concerned, new TreeMap<>());
  }

  /**
   * Probes until two rounds in a row agree: an engine may still be writing its rules once more when
   * the canary has passed.
   */
  private void observe(Step step, Lab lab, List<Attempt> all, SortedMap<String, String> reasons) {
    List<Boolean> reached = lab.probe(all);
    for (int round = 2; ; round++) {
      List<Boolean> again = lab.probe(all);
      attempts += all.size();
      if (again.equals(reached)) {
        break;
      }
      if (round > ROUNDS) {
        throw new LabException("probes do not settle at step " + step.label());
      }
      reached = again;
    }
    Map<Attempt, Boolean> byAttempt = new HashMap<>();
    for (int index = 0; index < all.size(); index++) {
      byAttempt.put(all.get(index), reached.get(index));
    }
    seen.put(step, new Observation(byAttempt, reasons));
    done(step.label() + " observed");
  }

  private Observation latest() {
    return seen.values().stream().reduce((_, last) -> last).orElseThrow();
  }

  private void compare(List<Scenario> kept) {
    Observation audit = step(Step.AUDIT);
    Observation enforce = step(Step.ENFORCE);
    differences.addAll(Properties.verdicts(Step.ENFORCE, enforce, false));
    differences.addAll(Properties.opensAndCloses(Step.ENFORCE, audit, enforce));
    if (kept.stream().anyMatch(each -> !each.later().isEmpty())) {
      Observation later = step(Step.LATER);
      differences.addAll(Properties.verdicts(Step.LATER, later, false));
      differences.addAll(Properties.opensAndCloses(Step.LATER, step(Step.REMOVED), later));
    }
  }

  private Observation step(Step step) {
    return Objects.requireNonNull(seen.get(step));
  }

  private RunResult result(List<Scenario> kept, List<String> refused) {
    List<RunResult.ScenarioResult> results = new ArrayList<>();
    for (Scenario scenario : kept) {
      List<String> namespaces = namespaces(List.of(scenario));
      results.add(
          new RunResult.ScenarioResult(
              scenario.name(),
              scenario.rows(),
              namespaces,
              differences.stream()
                  .filter(each -> namespaces.contains(each.namespace()))
                  .sorted()
                  .map(Difference::toString)
                  .toList(),
              Packets.compare(scenario, settings.engine(), namespaces, seen)));
    }
    done("compared");
    return new RunResult(settings.engine().label(), seconds, attempts, refused, results);
  }

  private static List<String> namespaces(List<Scenario> scenarios) {
    return scenarios.stream()
        .flatMap(each -> Stream.concat(each.objects().stream(), each.later().stream()))
        .filter(Namespace.class::isInstance)
        .map(namespace -> namespace.getMetadata().getName())
        .distinct()
        .toList();
  }

  private void done(String what) {
    double passed = Math.round((System.nanoTime() - started) / NANOS * 10) / 10.0;
    seconds.put(what, passed);
    progress.printf("%6.1f s  %s%n", passed, what);
  }
}
