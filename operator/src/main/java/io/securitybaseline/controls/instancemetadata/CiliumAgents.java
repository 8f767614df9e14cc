package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Optional;

/** What is missing of Cilium's agents, each as the end of a sentence with its fix. */
final class CiliumAgents {

  /** An image by digest alone shows no version. */
  static final String UNKNOWN_VERSION =
      "the version of Cilium's agents is unknown, because the image of an agent has no tag with a"
          + " version: add the label app.kubernetes.io/version to the pods of their DaemonSet, for"
          + " example 1.18.2";

  private CiliumAgents() {}

  /** Why no running agent was detected. */
  static String missing(ClusterSnapshot cluster) {
    return cluster.agents().notReady().contains(NetworkEngine.CILIUM)
        ? "the agents of Cilium are not ready on most of their nodes, so their version is unknown:"
            + " repair them"
        : "no DaemonSet of Cilium's agents was detected, in kube-system or in one other namespace:"
            + " add the label k8s-app=cilium to it, or set spec.instanceMetadata.engine to the"
            + " engine that is installed";
  }

  /** Why a policy would block all other egress, too; empty if it does not. */
  static Optional<String> withoutDenyAlone(
      ClusterSnapshot cluster, Optional<CiliumVersion> version) {
    if (version.filter(CiliumVersion::hasEnableDefaultDeny).isPresent()) {
      return CiliumSettings.of(cluster).blocksAllEgress();
    }
    return Optional.of(
        version
            .map(old -> "Cilium %d.%d is older than 1.16".formatted(old.major(), old.minor()))
            .orElse("the version of Cilium is unknown"));
  }
}
