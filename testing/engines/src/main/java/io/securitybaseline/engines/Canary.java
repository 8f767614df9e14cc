package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A pod and a policy that are changed last. An engine that acts on them has acted on all that came
 * before, because it gets the pods in order and the policies in order. That takes the place of a
 * sleep.
 */
final class Canary {

  static final String NAMESPACE = "lab-canary";

  /** Of the internet, for addresses that no scenario uses: allowed by a NetworkPolicy. */
  private static final String ALLOWED = "198.51.100.";

  /** Denied by a CiliumNetworkPolicy, and by a CiliumClusterwideNetworkPolicy. */
  private static final String DENIED = "192.0.2.";

  private static final String DENIED_CLUSTERWIDE = "203.0.113.";

  private final Cluster cluster;
  private final boolean ciliumKinds;
  private int count;

  /**
   * One use.
   *
   * @param reached whether the newest pod reaches an address once all policies are in force
   */
  record Round(LabPod pod, int number, SequencedMap<Target, Boolean> reached) {}

  /**
   * A canary that has not been used.
   *
   * @param ciliumKinds whether to change policies of Cilium's kinds too: its agent gets each kind
   *     in an order of its own
   */
  Canary(Cluster cluster, boolean ciliumKinds) {
    this.cluster = cluster;
    this.ciliumKinds = ciliumKinds;
  }

  Round next() {
    count++;
    LabPod pod =
        new LabPod(new PodId(NAMESPACE, "canary-" + count), "10.244.255." + count, false, "");
    SequencedMap<Target, Boolean> reached = new LinkedHashMap<>();
    reached.put(target(ALLOWED, count), true);
    reached.put(target(ALLOWED, count - 1), false);
    if (ciliumKinds) {
      for (String denied : List.of(DENIED, DENIED_CLUSTERWIDE)) {
        reached.put(target(denied, count), false);
        reached.put(target(denied, count - 1), true);
      }
    }
    return new Round(pod, count, reached);
  }

  private static Target target(String addresses, int number) {
    return new Target("canary", addresses + number, 443);
  }

  /** Creates the pod, then changes the policies so that they are about this round alone. */
  void release(Round round) {
    cluster.applyPod(Manifests.pod(round.pod()), round.pod().ip());
    String allowed =
        ciliumKinds
            ? "{ipBlock: {cidr: %s0/24}}, {ipBlock: {cidr: %s0/24}}, "
                .formatted(DENIED, DENIED_CLUSTERWIDE)
            : "";
    cluster.apply(
        Manifests.parse(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: canary, namespace: %s}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [%s{ipBlock: {cidr: %s%d/32}}]}]
            """
                .formatted(NAMESPACE, allowed, ALLOWED, round.number())));
    if (ciliumKinds) {
      cluster.apply(deny("CiliumNetworkPolicy", "namespace: " + NAMESPACE, DENIED, round));
      cluster.apply(deny(CiliumLab.CLUSTERWIDE, "annotations: {}", DENIED_CLUSTERWIDE, round));
    }
  }

  private static List<HasMetadata> deny(
      String kind, String metadata, String addresses, Round round) {
    return Manifests.parse(
        """
        apiVersion: %s
        kind: %s
        metadata: {name: canary, %s}
        spec:
          endpointSelector: {matchLabels: {"k8s:io.kubernetes.pod.namespace": %s}}
          enableDefaultDeny: {ingress: false, egress: false}
          egressDeny: [{toCIDR: [%s%d/32]}]
        """
            .formatted(CiliumLab.API, kind, metadata, NAMESPACE, addresses, round.number()));
  }
}
