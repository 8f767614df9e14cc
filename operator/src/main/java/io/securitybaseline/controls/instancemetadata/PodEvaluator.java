package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reach;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Selector;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges pods by the policies of their namespace: once for all pods that differ in no label that a
 * selector asks for, because a namespace has thousands of pods of a few kinds.
 */
final class PodEvaluator {

  /**
   * How some pods stand to the address.
   *
   * @param because the names of others' policies that made it so
   * @param elsewhere the names of those that allow the address on ports where nothing listens
   */
  record Evaluation(PodExposure state, List<String> because, List<String> elsewhere) {}

  /** What of a pod makes a difference. */
  private record Distinction(Map<String, String> labels, boolean windows) {}

  private final NamespacePolicies policies;
  private final Engine engine;
  private final WorkBudget budget;
  private final Set<String> keys = new HashSet<>();
  private final Map<Distinction, Evaluation> evaluated = new HashMap<>();

  PodEvaluator(NamespacePolicies policies, Engine engine, WorkBudget budget) {
    this.policies = policies;
    this.engine = engine;
    this.budget = budget;
    for (PolicySnapshot policy : policies.egress()) {
      Selector pods = policy.egress().pods();
      if (pods != null) {
        pods.requirements().stream().map(Requirement::key).forEach(keys::add);
      }
    }
  }

  Evaluation evaluate(PodSnapshot pod) {
    return evaluated.computeIfAbsent(
        new Distinction(distinguishing(pod.labels()), pod.windows()), this::evaluate);
  }

  /** All judgements that there were. */
  Collection<Evaluation> all() {
    return evaluated.values();
  }

  /** The labels that some selector asks for. */
  private Map<String, String> distinguishing(Map<String, String> labels) {
    budget.spend(1L + Math.min(keys.size(), labels.size()));
    Map<String, String> asked = new HashMap<>();
    for (String key : keys.size() < labels.size() ? keys : labels.keySet()) {
      String value = labels.get(key);
      if (value != null && keys.contains(key)) {
        asked.put(key, value);
      }
    }
    return asked;
  }

  private Evaluation evaluate(Distinction pods) {
    List<PolicySnapshot> own = isolating(policies.ownEgress(), pods).toList();
    List<PolicySnapshot> foreign = isolating(policies.foreignEgress(), pods).toList();
    List<String> reopening = names(foreign, Reach.MAY_REACH_SERVICE);
    boolean isolated = !own.isEmpty() || !foreign.isEmpty();
    boolean reached =
        !isolated
            || !reopening.isEmpty()
            || own.stream().anyMatch(policy -> policy.egress().has(Reach.MAY_REACH_SERVICE));
    if (reached && pods.windows() && engine.leavesWindowsOpen()) {
      return new Evaluation(PodExposure.WINDOWS, List.of(), List.of());
    }
    if (!reopening.isEmpty()) {
      return new Evaluation(PodExposure.REOPENED, reopening, List.of());
    }
    if (reached) {
      return new Evaluation(PodExposure.UNRESTRICTED, List.of(), List.of());
    }
    return new Evaluation(
        foreign.isEmpty() ? PodExposure.BLOCKED : PodExposure.ALREADY_ISOLATED,
        foreign.stream().map(PolicySnapshot::name).toList(),
        names(foreign, Reach.MAY_REACH_ADDRESS));
  }

  private Stream<PolicySnapshot> isolating(List<PolicySnapshot> policies, Distinction pods) {
    return policies.stream()
        .filter(policy -> !pods.windows() || engine.enforcesOnWindows(policy))
        .filter(policy -> {
          budget.spend(WorkBudget.stepsToMatch(policy));
          return policy.egress().isolates(pods.labels());
        });
  }

  private static List<String> names(List<PolicySnapshot> policies, Reach reach) {
    return policies.stream()
        .filter(policy -> policy.egress().has(reach))
        .map(PolicySnapshot::name)
        .toList();
  }
}
