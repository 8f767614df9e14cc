package io.securitybaseline.engines;

import java.io.PrintStream;
import java.util.List;

/** One engine from nothing to verdicts: scenarios side by side, step after step. */
final class EngineRun {

  private final Settings settings;
  private final Timeline timeline;

  EngineRun(Settings settings, PrintStream progress) {
    this.settings = settings;
    this.timeline = new Timeline(progress);
  }

  RunResult execute() {
    EngineKind engine = settings.engine();
    // The API server wants a default route when it starts, and the fabric makes it.
    try (Fabric fabric = Fabric.start(settings.fabric());
        Cluster cluster = Cluster.start()) {
      timeline.done("control plane");
      cluster.applyDefinitions(settings.operatorDefinitions());
      engine.prepare(cluster);
      try (Lab lab = engine.lab(settings, fabric, cluster);
          Operator operator = new Operator(cluster, settings.operator(), settings.output())) {
        return run(
            new Wave.Machine(engine, cluster, lab, operator), new ScenarioPods(cluster, lab));
      }
    }
  }

  private RunResult run(Wave.Machine machine, ScenarioPods pods) {
    machine.operator().apply(Posture.audit(settings.engine().operatorEngine()));
    pods.addPeers();
    machine.lab().settle();
    timeline.done("engine ready");
    ScenarioSet scenarios = new ScenarioSet(settings);
    RunResult result = new Wave(machine, pods, timeline).throughEverything(scenarios.first());
    int number = 2;
    for (List<Scenario> further : scenarios.further()) {
      Timeline part = timeline.of("wave " + number++);
      result = result.and(new Wave(machine, pods, part).throughEnforce(further));
    }
    return result;
  }
}
