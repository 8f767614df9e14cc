package io.securitybaseline.engines;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One engine from nothing to verdicts: all scenarios side by side, step after step. */
final class EngineRun {

  /** So many of the random namespaces go through every transition; all go through Enforce. */
  private static final int RANDOM_IN_TRANSITIONS = 60;

  private final Settings settings;
  private final Timeline timeline;

  EngineRun(Settings settings, PrintStream progress) {
    this.settings = settings;
    this.timeline = new Timeline(progress);
  }

  RunResult execute() {
    EngineKind engine = settings.engine();
    List<Scenario> scenarios = new ScenarioSet(settings).all();
    // The API server wants a default route when it starts, and the fabric makes it.
    try (Fabric fabric = Fabric.start(settings.fabric());
        Cluster cluster = Cluster.start()) {
      timeline.done("control plane");
      cluster.applyDefinitions(settings.operatorDefinitions());
      engine.prepare(cluster);
      try (Lab lab = engine.lab(settings, fabric, cluster);
          Operator operator = new Operator(cluster, settings.operator(), settings.output())) {
        return run(scenarios, cluster, lab, operator);
      }
    }
  }

  private RunResult run(List<Scenario> scenarios, Cluster cluster, Lab lab, Operator operator) {
    ScenarioPods pods = new ScenarioPods(cluster, lab);
    Tenants tenants = new Tenants(cluster, pods);
    Observer observer = new Observer(lab, timeline);
    Posture audit = Posture.audit(settings.engine().operatorEngine());
    operator.apply(audit);
    pods.addPeers();
    lab.settle();
    timeline.done("engine ready");
    tenants.create(scenarios, operator.uid());
    timeline.done("objects created");
    lab.settle();
    operator.awaitStatus();
    operator.policies();
    Optional<SortedMap<String, String>> reasons = operator.reasons();
    observer.observe(
        Step.AUDIT, tenants.attempts(tenants.scenarios()), reasons.orElseGet(TreeMap::new));

    Transitions transitions = new Transitions(cluster, lab, operator, tenants, observer);
    transitions.enforce();
    List<Scenario> chosen = inTransitions(tenants.scenarios());
    tenants.endPods(tenants.scenarios().stream().filter(each -> !chosen.contains(each)).toList());
    transitions.changeBaseline(chosen);
    long newPod = transitions.newPod();
    transitions.changeTenants();
    timeline.done("compared");
    return new Comparison(settings.engine(), observer, reasons.isPresent())
        .result(tenants, timeline, newPod);
  }

  /**
   * Without those that begin with a policy of the operator's name: what Audit does with it is a
   * matter of who made it.
   */
  private static List<Scenario> inTransitions(List<Scenario> all) {
    List<Scenario> chosen = new ArrayList<>();
    int random = 0;
    for (Scenario each : all) {
      boolean isRandom = each.name().startsWith(RandomScenario.PREFIX);
      if (isRandom ? random++ < RANDOM_IN_TRANSITIONS : !hasPolicyOfTheOperator(each)) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  private static boolean hasPolicyOfTheOperator(Scenario scenario) {
    return scenario.objects().stream()
        .anyMatch(object ->
            object.getKind().equals("NetworkPolicy")
                && object.getMetadata().getName().startsWith(Operator.POLICY));
  }
}
