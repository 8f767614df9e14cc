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
 * Which pods of a namespace can reach the address as things stand, and why.
 *
 * @param noun what was looked at: the pods, or where there are none, the workloads' templates
 * @param origins what is in each state
 * @param policies the names of somebody else's policies that made it so
 */
record Exposure(
    String noun,
    Map<PodExposure, List<String>> origins,
    Map<PodExposure, SortedSet<String>> policies) {

  /**
   * The exposure of the namespace's pods.
   *
   * @param evaluator by policies; null leaves out the pods for which it takes policies to say
   * @throws WorkBudget.Exceeded if the judge's budget does not suffice
   */
  static Exposure of(
      NamespaceSnapshot namespace,
      Engine engine,
      @Nullable AllowedPods allowed,
      @Nullable PodEvaluator evaluator) {
    boolean running = !namespace.pods().isEmpty();
    Exposure exposure =
        new Exposure(
            running ? "pod" : "workload",
            new EnumMap<>(PodExposure.class),
            new EnumMap<>(PodExposure.class));
    CiliumDeny deny = CiliumDeny.of(engine.isCilium() ? namespace.cluster().ciliumPolicy() : null);
    for (PodSnapshot pod : running ? namespace.pods() : namespace.templates()) {
      if (allowed != null && allows(allowed, pod)) {
        exposure.add(PodExposure.ALLOWED, pod);
      } else if (pod.hostNetwork()) {
        exposure.add(PodExposure.HOST_NETWORK, pod);
      } else if (pod.windows() || !deny.cutsOff(namespace, pod.labels())) {
        if (evaluator != null) {
          exposure.add(pod, evaluator.evaluate(pod));
        }
      } else {
        exposure.add(PodExposure.BLOCKED, pod);
      }
    }
    if (evaluator != null) {
      evaluator.all().forEach(exposure::addPolicies);
    }
    return exposure;
  }

  private static boolean allows(AllowedPods allowed, PodSnapshot pod) {
    String value = pod.labels().get(allowed.key());
    return value != null && allowed.values().contains(value);
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
