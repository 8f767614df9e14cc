package io.securitybaseline.controls.cluster;

import io.securitybaseline.facts.azure.AgentPool;

/**
 * What to do to get another network policy engine, with what it costs. Source: the AKS
 * documentation on network policies and on Azure CNI powered by Cilium.
 */
final class EngineMigrationAdvice {

  private static final String PRICE =
      " (needs Azure CNI overlay; re-images all nodes of all pools at once)";

  private EngineMigrationAdvice() {}

  /** To Cilium, which is not available with Windows nodes, else to Calico in a new cluster. */
  static String remedy(CheckInput subject) {
    return hasWindows(subject)
        ? toCalicoOnWindows() + " and then switch to Cilium"
        : subject.az("update", "--network-dataplane cilium --network-policy cilium") + PRICE;
  }

  /** The only engine that AKS has for Windows nodes; a cluster that has some does not change. */
  static String toCalicoOnWindows() {
    return "move to a new cluster with --network-policy calico, or remove the Windows node pools";
  }

  static boolean hasWindows(CheckInput subject) {
    return subject.cluster().pools().stream().anyMatch(AgentPool::isWindows);
  }
}
