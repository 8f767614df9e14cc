package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Set;

/** The engine that follows from the agents in the cluster alone. */
final class AutoEngine {

  private AutoEngine() {}

  static Engine resolve(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    Set<NetworkEngine> running = cluster.engines().keySet();
    if (running.size() > 1) {
      return Engine.unknown(
          null,
          "%s were all detected: set %s to the one that enforces policies"
              .formatted(Engine.names(running), Engine.SETTING));
    }
    if (running.isEmpty()) {
      return withoutRunningAgents(cluster);
    }
    NetworkEngine engine = running.iterator().next();
    NetworkEngine established = cluster.established();
    if (established != null && established != engine && cluster.agents().mayReturn(established)) {
      return Engine.unknown(
          null,
          "%s was the engine of this cluster and its agents are not ready on most of their nodes, while those of %s are: if %s replaced it, remove the DaemonSet of the other or set %s"
              .formatted(
                  established.displayName(),
                  engine.displayName(),
                  engine.displayName(),
                  Engine.SETTING));
    }
    return switch (engine) {
      case AZURE_NPM -> Engine.azureNpm();
      case CALICO -> Engine.calico(cluster);
      case CILIUM -> Engine.cilium(spec, cluster);
    };
  }

  private static Engine withoutRunningAgents(ClusterSnapshot cluster) {
    if (!cluster.agents().notReady().isEmpty()) {
      return notReady(cluster);
    }
    if (cluster.ciliumPolicyServed()) {
      return Engine.unknown(
          null, "Cilium's API is served but no agent was detected: set " + Engine.SETTING);
    }
    // What a namespace of Calico's may be the beginning of is an outage by the plain policy.
    return cluster.calicoNamespace()
        ? Engine.unknown(
            Engine.calico(cluster).manifest(),
            "namespace calico-system exists, but no DaemonSet calico-node was detected: set "
                + Engine.SETTING)
        : Engine.unknown(
            Engine.plain(cluster), "no known engine was detected: set " + Engine.SETTING);
  }

  /** What such agents may be the beginning of is an outage by the policy for another engine. */
  private static Engine notReady(ClusterSnapshot cluster) {
    Set<NetworkEngine> notReady = cluster.agents().notReady();
    boolean mayBeCilium = notReady.contains(NetworkEngine.CILIUM) || cluster.ciliumPolicyServed();
    Manifest manifest =
        mayBeCilium || notReady.size() > 1
            ? null
            : notReady.contains(NetworkEngine.CALICO)
                ? Engine.calico(cluster).manifest()
                : Engine.azureNpm().manifest();
    return Engine.unknown(
        manifest,
        "the agents of %s are not ready on most of their nodes: repair them, or set %s"
            .formatted(Engine.names(notReady), Engine.SETTING));
  }
}
