package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * A pod and a policy that are changed last. An engine that acts on them has acted on all that came
 * before, because it gets the pods in order and the policies in order. That takes the place of a
 * sleep.
 */
final class Canary {

  static final String NAMESPACE = "lab-canary";

  /** Addresses of the internet that no scenario uses. */
  private static final String ADDRESSES = "198.51.100.";

  private final Cluster cluster;
  private int count;

  /**
   * One use: the newest pod, what it may reach once the policy is in force, and what it may not.
   */
  record Round(LabPod pod, Target allowed, Target denied) {}

  Canary(Cluster cluster) {
    this.cluster = cluster;
  }

  Round next() {
    count++;
    LabPod pod =
        new LabPod(new PodId(NAMESPACE, "canary-" + count), "10.244.255." + count, false, "");
    return new Round(pod, target(count), target(count - 1));
  }

  private static Target target(int number) {
    return new Target("canary", ADDRESSES + number, 443);
  }

  /** Creates the pod, then changes the policy to allow the address of this round alone. */
  void release(Round round) {
    cluster.applyPod(Manifests.pod(round.pod()), round.pod().ip());
    List<HasMetadata> policy =
        Manifests.parse(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: canary, namespace: %s}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: %s/32}}]}]
            """
                .formatted(NAMESPACE, round.allowed().ip()));
    cluster.apply(policy);
  }
}
