package io.securitybaseline.facts.azure;

import io.securitybaseline.facts.azure.ManagedCluster.Network;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Optional;

/** What Azure reports of the network policy engine. */
public enum ReportedEngine {
  AZURE_NPM,
  CALICO,
  CILIUM,
  /** AKS installed none; somebody else may have. */
  NONE,
  /** Azure was not asked, did not answer, or named one that we do not know. */
  NOTHING;

  /** The engine that Azure names, if it names one. */
  public Optional<NetworkEngine> engine() {
    return switch (this) {
      case AZURE_NPM -> Optional.of(NetworkEngine.AZURE_NPM);
      case CALICO -> Optional.of(NetworkEngine.CALICO);
      case CILIUM -> Optional.of(NetworkEngine.CILIUM);
      case NONE, NOTHING -> Optional.empty();
    };
  }

  /** Source: {@code networkPolicy} and {@code networkDataplane} of the AKS API. */
  static ReportedEngine of(Network network) {
    if (network.policy().is("azure")) {
      return AZURE_NPM;
    }
    if (network.policy().is("calico")) {
      return CALICO;
    }
    if (network.policy().is("cilium")) {
      return CILIUM;
    }
    if (network.policy().isAbsent() && network.dataplane().is("cilium")) {
      return CILIUM;
    }
    return network.policy().isAbsent() || network.policy().is("none") ? NONE : NOTHING;
  }
}
