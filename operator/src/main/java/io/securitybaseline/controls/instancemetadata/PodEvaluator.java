package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.controls.instancemetadata.engine.Answer;
import io.securitybaseline.controls.instancemetadata.engine.Effect;
import io.securitybaseline.controls.instancemetadata.engine.EngineModel;
import io.securitybaseline.controls.instancemetadata.engine.PodLabels;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reach;
import io.securitybaseline.facts.egress.Reading;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Evaluates pods by the policies of their namespace: once for all pods with the same values of the
 * labels that selectors use, because a namespace has thousands of pods of a few kinds.
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

  private final NamespaceSnapshot namespace;
  private final NamespacePolicies policies;
  private final Engine engine;
  private final EngineModel model;
  private final WorkBudget budget;
  private final Set<String> keys = new HashSet<>();
  private final AskedLabels asked;
  private final Map<Distinction, Evaluation> evaluated = new HashMap<>();

  PodEvaluator(
      NamespaceSnapshot namespace, NamespacePolicies policies, Engine engine, WorkBudget budget) {
    this.namespace = namespace;
    this.policies = policies;
    this.engine = engine;
    this.model = engine.model();
    this.budget = budget;
    for (PolicySnapshot policy : policies.egress()) {
      Selector pods = policy.egress().pods();
      if (pods != null) {
        pods.requirements().stream().map(Requirement::key).forEach(keys::add);
      }
    }
    this.asked = new AskedLabels(keys, budget);
  }

  Evaluation evaluate(PodSnapshot pod) {
    return evaluated.computeIfAbsent(
        new Distinction(asked.of(pod.labels()), pod.windows()), this::evaluate);
  }

  /** All evaluations so far. */
  Collection<Evaluation> all() {
    return evaluated.values();
  }

  private Evaluation evaluate(Distinction pods) {
    List<Considered> own = considered(policies.ownEgress(), pods);
    List<Considered> foreign = considered(policies.foreignEgress(), pods);
    List<Considered> all = Stream.concat(own.stream(), foreign.stream()).toList();
    boolean isolated = all.stream().anyMatch(it -> it.isolates() == Answer.YES);
    boolean earlier = !policies.earlier().isEmpty();
    boolean possible = !isolated || earlier || all.stream().anyMatch(it -> it.mayReach());
    if (!possible) {
      return new Evaluation(
          foreign.isEmpty() ? PodExposure.BLOCKED : PodExposure.ALREADY_ISOLATED,
          names(foreign, _ -> true),
          names(foreign, it -> it.reading().has(Reach.MAY_REACH_ADDRESS)));
    }
    if (pods.windows() && engine.leavesWindowsOpen()) {
      return new Evaluation(PodExposure.WINDOWS, List.of(), List.of());
    }
    List<String> reopening = names(foreign, Considered::surelyReaches);
    if (!reopening.isEmpty()) {
      return new Evaluation(PodExposure.REOPENED, reopening, List.of());
    }
    boolean certain =
        (all.isEmpty() && !earlier) || own.stream().anyMatch(Considered::surelyReaches);
    if (certain) {
      return new Evaluation(PodExposure.UNRESTRICTED, List.of(), List.of());
    }
    return new Evaluation(PodExposure.UNCERTAIN, uncertain(all, isolated), List.of());
  }

  /** The names of the policies that make it uncertain. */
  private List<String> uncertain(List<Considered> all, boolean isolated) {
    List<String> because =
        new ArrayList<>(
            names(all, it -> it.mayReach() || (!isolated && it.isolates() == Answer.UNKNOWN)));
    policies.earlier().forEach(policy -> because.add(policy.name()));
    return because;
  }

  /** A policy that isolates the pods, or may do so. */
  private record Considered(String name, Answer isolates, Reading reading) {

    boolean mayReach() {
      return reading.has(Reach.MAY_REACH_SERVICE);
    }

    boolean surelyReaches() {
      return isolates == Answer.YES && reading.has(Reach.SURELY_REACHES_SERVICE);
    }
  }

  private List<Considered> considered(List<PolicySnapshot> policies, Distinction pods) {
    PodLabels labels = model.labels(namespace, pods.labels(), keys);
    List<Considered> considered = new ArrayList<>();
    for (PolicySnapshot policy : policies) {
      budget.spend(WorkBudget.stepsToMatch(policy));
      if (pods.windows() && !model.enforcesOnWindows(policy)) {
        continue;
      }
      Answer isolates =
          labels
              .selectedBy(Objects.requireNonNull(policy.egress().pods()))
              .and(model.effect(policy) == Effect.AS_WRITTEN ? Answer.YES : Answer.UNKNOWN);
      if (isolates.isPossible()) {
        considered.add(new Considered(policy.name(), isolates, model.reading(policy)));
      }
    }
    return considered;
  }

  private static List<String> names(List<Considered> policies, Predicate<Considered> which) {
    return policies.stream().filter(which).map(Considered::name).toList();
  }
}
