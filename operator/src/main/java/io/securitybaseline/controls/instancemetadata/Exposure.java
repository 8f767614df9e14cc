package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.controls.instancemetadata.PodEvaluator.Evaluation;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PodSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which pods of a namespace can reach the address, and why.
 *
 * @param noun what was evaluated: the pods, or if there are none, the templates of the workloads
 * @param origins what is in each state
 * @param policies the names of the other policies that cause it
 */
record Exposure(
    String noun,
    Map<PodExposure, List<String>> origins,
    Map<PodExposure, SortedSet<String>> policies) {

  /**
   * The exposure of the namespace's pods.
   *
   * @param evaluator by policies; null excludes the pods whose state depends on policies
   * @param others what policies of other kinds add to that
   * @throws WorkBudget.Exceeded if the budget of the evaluator does not suffice
   */
  static Exposure of(
      NamespaceSnapshot namespace,
      Engine engine,
      @Nullable AllowedPods allowed,
      @Nullable PodEvaluator evaluator,
      OtherKindEvaluator others) {
    boolean running = !namespace.pods().isEmpty();
    Exposure exposure =
        new Exposure(
            running ? "pod" : "workload",
            new EnumMap<>(PodExposure.class),
            new EnumMap<>(PodExposure.class));
    CiliumDeny deny = engine.isCilium() ? CiliumDeny.in(namespace.cluster()) : CiliumDeny.of(null);
    for (PodSnapshot pod : running ? namespace.pods() : namespace.templates()) {
      if (AllowedKeys.allows(allowed, pod)) {
        exposure.add(PodExposure.ALLOWED, pod);
      } else if (pod.hostNetwork()) {
        exposure.add(PodExposure.HOST_NETWORK, pod);
      } else if (pod.windows() || !deny.cutsOff(namespace, pod.labels())) {
        if (evaluator != null) {
          exposure.add(pod, others.over(pod, evaluator.evaluate(pod)));
        }
      } else {
        exposure.add(pod, others.overDenied(pod));
      }
    }
    exposure.addPolicies(evaluator, others);
    return exposure;
  }

  private void addPolicies(@Nullable PodEvaluator evaluator, OtherKindEvaluator others) {
    if (evaluator != null) {
      evaluator.all().forEach(this::addPolicies);
    }
    others.all().forEach(this::addPolicies);
  }

  private void add(PodSnapshot pod, Evaluation evaluation) {
    add(evaluation.state(), pod);
    if (!evaluation.elsewhere().isEmpty()) {
      add(PodExposure.OTHER_PORTS, pod);
    }
  }

  private void add(PodExposure state, PodSnapshot pod) {
    origins.computeIfAbsent(state, _ -> new ArrayList<>()).add(pod.origin());
  }

  private void addPolicies(Evaluation evaluation) {
    addPolicies(evaluation.state(), evaluation.because());
    addPolicies(PodExposure.OTHER_PORTS, evaluation.elsewhere());
  }

  private void addPolicies(PodExposure state, List<String> names) {
    policies.computeIfAbsent(state, _ -> new TreeSet<>()).addAll(names);
  }

  List<String> in(PodExposure state) {
    return origins.getOrDefault(state, List.of());
  }

  SortedSet<String> policies(PodExposure state) {
    return policies.getOrDefault(state, new TreeSet<>());
  }

  /** {@code 1 pod}, {@code 2 workloads}. */
  String count(PodExposure state) {
    return Phrases.count(in(state).size(), noun);
  }
}
