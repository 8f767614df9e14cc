package io.securitybaseline.control.cluster;

import io.securitybaseline.api.ClusterRequirements;
import io.securitybaseline.observe.azure.ManagedCluster.Network;
import io.securitybaseline.observe.azure.Setting;
import java.util.List;

/** AKS runs an engine that enforces network policies. */
final class NetworkPolicyEngine implements Check {

  private static final List<String> KNOWN = List.of("azure", "calico", "cilium");

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.networkPolicyEngine();
  }

  @Override
  public Outcome judge(Subject subject) {
    Network network = subject.cluster().network();
    Setting policy = network.policy();
    if (policy.isOneOf(KNOWN)) {
      return Outcome.pass("the network policy engine is " + policy.text());
    }
    if (policy.isAbsent() && network.dataplane().is("cilium")) {
      return Outcome.pass("the network policy engine is that of the cilium dataplane");
    }
    if (!policy.isAbsent() && !policy.is("none")) {
      return Outcome.unknown(
          Reasons.NOT_TOLD, "a network policy engine unknown here: " + policy.text());
    }
    if (network.plugin().is("none")) {
      return Outcome.unknown(
          Reasons.NOT_TOLD,
          "the cluster brings its own network plugin, of whose engine Azure knows nothing: see"
              + " status.instanceMetadata.engine");
    }
    return Outcome.fail(
        "no engine enforces network policies, though the API server accepts them",
        subject.az("update", "--network-dataplane cilium --network-policy cilium")
            + " (Azure CNI overlay), else with --network-policy calico");
  }
}
