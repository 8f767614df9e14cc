package io.securitybaseline.engines;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Scenarios that are there at the same time. */
final class Wave {

  private final Machine machine;
  private final Tenants tenants;
  private final Observer observer;
  private final Timeline timeline;
  private Set<String> namedPorts = Set.of();
  private boolean judgedInAudit;

  /** What runs as long as the lab. */
  record Machine(EngineKind engine, Cluster cluster, Lab lab, Operator operator) {}

  Wave(Machine machine, ScenarioPods pods, Timeline timeline) {
    this.machine = machine;
    this.tenants = new Tenants(machine.cluster(), pods);
    this.observer =
        new Observer(
            machine.lab(),
            timeline,
            machine.engine().mixesNamedPorts() ? this::hasNoNamedPort : _ -> true);
    this.timeline = timeline;
  }

  /** Takes them through every step; the baseline is gone at the end. */
  RunResult throughEverything(List<Scenario> scenarios) {
    audit(scenarios);
    Transitions transitions = transitions();
    transitions.enforce();
    List<Scenario> chosen =
        tenants.scenarios().stream().filter(each -> !hasPolicyOfTheOperator(each)).toList();
    tenants.endPods(tenants.scenarios().stream().filter(each -> !chosen.contains(each)).toList());
    transitions.changeBaseline(chosen);
    long newPod = transitions.newPod();
    RunningPods.Seen running =
        new RunningPods(machine.engine(), machine.cluster(), machine.lab(), tenants).observe();
    timeline.done("running pods observed");
    transitions.changeTenants();
    return result(newPod).with(running);
  }

  /** Takes them through Audit and Enforce; the baseline is gone at the end, and they are. */
  RunResult throughEnforce(List<Scenario> scenarios) {
    machine.operator().apply(Posture.audit(machine.engine().operatorEngine()));
    audit(scenarios);
    transitions().enforce();
    machine.operator().remove();
    tenants.end();
    return result(0);
  }

  private void audit(List<Scenario> scenarios) {
    Operator operator = machine.operator();
    operator.awaitStatus();
    tenants.create(scenarios, operator.uid());
    namedPorts = tenants.withNamedPorts();
    timeline.done("objects created");
    machine.lab().settle();
    operator.awaitStatus();
    operator.policies();
    Optional<SortedMap<String, String>> reasons = operator.reasons();
    judgedInAudit = reasons.isPresent();
    observer.observe(
        Step.AUDIT, tenants.attempts(tenants.scenarios()), reasons.orElseGet(TreeMap::new));
  }

  private Transitions transitions() {
    return new Transitions(machine.cluster(), machine.lab(), machine.operator(), tenants, observer);
  }

  private RunResult result(long newPod) {
    RunResult result =
        new Comparison(machine.engine(), observer, judgedInAudit).result(tenants, timeline, newPod);
    timeline.done("compared");
    return result;
  }

  private boolean hasNoNamedPort(Attempt attempt) {
    return !namedPorts.contains(attempt.from().id().namespace());
  }

  /** What Audit does with a policy of the operator's name is a matter of who made it. */
  private static boolean hasPolicyOfTheOperator(Scenario scenario) {
    return scenario.objects().stream()
        .anyMatch(object ->
            object.getKind().equals("NetworkPolicy")
                && object.getMetadata().getName().startsWith(Operator.POLICY));
  }
}
