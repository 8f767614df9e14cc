package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.AzureCli;
import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.ManagedCluster;
import io.securitybaseline.facts.azure.ManagedClusterFacts;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a check gets to see. */
record CheckInput(
    ManagedClusterFacts facts,
    ClusterRequirements require,
    LocalDate today,
    Map<NetworkEngine, String> engines,
    Components components,
    List<ProbeStatus> probes) {

  ManagedCluster cluster() {
    return facts.cluster();
  }

  /** The node pools that are not stopped: only those can be upgraded. */
  List<AgentPool> runningPools() {
    return cluster().pools().stream().filter(pool -> !pool.stopped()).toList();
  }

  /** Which pools are stopped, to be added to a message; empty if none is. */
  String stoppedPools() {
    List<String> stopped =
        cluster().pools().stream().filter(AgentPool::stopped).map(AgentPool::name).toList();
    return stopped.isEmpty()
        ? ""
        : "; stopped, to be upgraded once started: " + Phrases.names(stopped);
  }

  /** The command {@code az aks …} on this cluster. */
  String az(String verb, String options) {
    return AzureCli.aks(Optional.of(cluster().id()), verb, options);
  }
}
