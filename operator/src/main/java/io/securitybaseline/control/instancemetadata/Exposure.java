package io.securitybaseline.control.instancemetadata;

import io.securitybaseline.api.AllowedPods;
import io.securitybaseline.control.instancemetadata.egress.EgressPolicy;
import io.securitybaseline.observe.NamespaceSnapshot;
import io.securitybaseline.observe.PodSnapshot;
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
    OPEN,
    /** A policy of somebody else allows it. */
    REOPENED,
    /** Kept from it by policies of somebody else. */
    ALREADY_ISOLATED,
    /** Kept from it by ours. */
    CUT_OFF,
    /** Isolated, and allowed to use the address, on ports where nobody listens. A second state. */
    OTHER_PORTS
  }

  static Exposure of(
      NamespaceSnapshot namespace,
      NamespacePolicies policies,
      Engine engine,
      @Nullable AllowedPods allowed) {
    boolean running = !namespace.pods().isEmpty();
    Exposure exposure =
        new Exposure(
            running ? "pod" : "workload", new EnumMap<>(State.class), new EnumMap<>(State.class));
    CiliumDeny deny = CiliumDeny.of(engine.isCilium() ? namespace.cluster().ciliumPolicy() : null);
    for (PodSnapshot pod : running ? namespace.pods() : namespace.templates()) {
      if (allowed != null && allows(allowed, pod)) {
        exposure.add(State.ALLOWED, pod, List.of());
      } else if (pod.hostNetwork()) {
        exposure.add(State.HOST_NETWORK, pod, List.of());
      } else if (pod.windows() || !deny.cutsOff(namespace, pod.labels())) {
        exposure.judge(pod, policies, engine);
      } else {
        exposure.add(State.CUT_OFF, pod, List.of());
      }
    }
    return exposure;
  }

  private static boolean allows(AllowedPods allowed, PodSnapshot pod) {
    String value = pod.labels().get(allowed.key());
    return value != null && allowed.values().contains(value);
  }

  private void judge(PodSnapshot pod, NamespacePolicies policies, Engine engine) {
    List<EgressPolicy> own = EgressPolicy.isolating(policies.ownEgress(), pod.labels());
    List<EgressPolicy> foreign = EgressPolicy.isolating(policies.foreignEgress(), pod.labels());
    if (pod.windows()) {
      own = own.stream().filter(engine::enforcesOnWindows).toList();
      foreign = foreign.stream().filter(engine::enforcesOnWindows).toList();
    }
    List<EgressPolicy> reopening = foreign.stream().filter(Manifest::mayReach).toList();
    boolean isolated = !own.isEmpty() || !foreign.isEmpty();
    boolean reached =
        !isolated || !reopening.isEmpty() || own.stream().anyMatch(Manifest::mayReach);
    if (reached && pod.windows() && engine.leavesWindowsOpen()) {
      add(State.WINDOWS, pod, List.of());
    } else if (!reopening.isEmpty()) {
      add(State.REOPENED, pod, reopening);
    } else if (reached) {
      add(State.OPEN, pod, List.of());
    } else {
      add(foreign.isEmpty() ? State.CUT_OFF : State.ALREADY_ISOLATED, pod, foreign);
      List<EgressPolicy> elsewhere =
          foreign.stream().filter(policy -> policy.mayLetThrough(Manifest.ADDRESS)).toList();
      if (!elsewhere.isEmpty()) {
        add(State.OTHER_PORTS, pod, elsewhere);
      }
    }
  }

  private void add(State state, PodSnapshot pod, List<EgressPolicy> because) {
    origins.computeIfAbsent(state, _ -> new ArrayList<>()).add(pod.origin());
    SortedSet<String> names = policies.computeIfAbsent(state, _ -> new TreeSet<>());
    because.forEach(policy -> names.add(policy.name()));
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
