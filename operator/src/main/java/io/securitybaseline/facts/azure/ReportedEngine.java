package io.securitybaseline.facts.azure;

import io.securitybaseline.facts.azure.ManagedCluster.Network;

/** What Azure reports of the network policy engine. */
public enum ReportedEngine {
  AZURE_NPM,
  CALICO,
  CILIUM,
  /** AKS installed none; there may be another one. */
  NONE,
  /** Azure was not read, did not respond, or reported an unknown engine. */
  NOTHING;

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
