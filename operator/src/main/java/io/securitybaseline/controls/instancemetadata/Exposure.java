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
    String noun, Map<State, List<String>> origins, Map<State, SortedSet<String>> policies) {

  /** How a pod stands to the address. */
  enum State {
    /** May reach it, by {@code allowedPods}. */
    ALLOWED,
    /** In its node's network, outside all policies. */
    HOST_NETWORK,
    /** On Windows, and not kept from it by anything that the engine enforces there. */
    WINDOWS,
    /** Not kept from it by anything. */
    UNRESTRICTED,
    /** Another policy allows it. */
    REOPENED,
    /** Blocked by other policies. */
    ALREADY_ISOLATED,
    /** Blocked by the operator's policies. */
    BLOCKED,
    /**
     * Isolated, and allowed to use the address, on ports that the service does not use. A secondary
     * state.
     */
    OTHER_PORTS
  }

  /**
   * The exposure of the namespace's pods.
   *
   * @param evaluator by policies; null excludes the pods whose state depends on policies
   * @throws WorkBudget.Exceeded if the budget of the evaluator does not suffice
   */
  static Exposure of(
      NamespaceSnapshot namespace,
      Engine engine,
      @Nullable AllowedPods allowed,
      @Nullable PodEvaluator evaluator) {
    boolean running = !namespace.pods().isEmpty();
    Exposure exposure =
        new Exposure(
            running ? "pod" : "workload", new EnumMap<>(State.class), new EnumMap<>(State.class));
    CiliumDeny deny = CiliumDeny.of(engine.isCilium() ? namespace.cluster().ciliumPolicy() : null);
    for (PodSnapshot pod : running ? namespace.pods() : namespace.templates()) {
      if (allowed != null && allows(allowed, pod)) {
        exposure.add(State.ALLOWED, pod);
      } else if (pod.hostNetwork()) {
        exposure.add(State.HOST_NETWORK, pod);
      } else if (pod.windows() || !deny.cutsOff(namespace, pod.labels())) {
        if (evaluator != null) {
          exposure.add(pod, evaluator.evaluate(pod));
        }
      } else {
        exposure.add(State.BLOCKED, pod);
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
      add(State.OTHER_PORTS, pod);
    }
  }

  private void add(State state, PodSnapshot pod) {
    origins.computeIfAbsent(state, _ -> new ArrayList<>()).add(pod.origin());
  }

  private void addPolicies(Evaluation evaluation) {
    addPolicies(evaluation.state(), evaluation.because());
    addPolicies(State.OTHER_PORTS, evaluation.elsewhere());
  }

  private void addPolicies(State state, List<String> names) {
    policies.computeIfAbsent(state, _ -> new TreeSet<>()).addAll(names);
  }

  List<String> in(State state) {
    return origins.getOrDefault(state, List.of());
  }

  SortedSet<String> policies(State state) {
    return policies.getOrDefault(state, new TreeSet<>());
  }

  /** {@code 1 pod}, {@code 2 workloads}. */
  String count(State state) {
    return Phrases.count(in(state).size(), noun);
  }
}
