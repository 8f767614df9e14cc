package io.securitybaseline.control.cluster;

import io.securitybaseline.api.ClusterRequirements;
import io.securitybaseline.control.AzureCli;
import io.securitybaseline.observe.ClusterSnapshot.SeenEngine;
import io.securitybaseline.observe.azure.ManagedCluster;
import io.securitybaseline.observe.azure.ManagedClusterFacts;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** What a check gets to see. */
record Subject(
    ManagedClusterFacts facts,
    ClusterRequirements require,
    LocalDate today,
    Map<SeenEngine, String> engines) {

  ManagedCluster cluster() {
    return facts.cluster();
  }

  /** The command {@code az aks …} on this cluster. */
  String az(String verb, String options) {
    return AzureCli.aks(Optional.of(cluster().id()), verb, options);
  }
}
