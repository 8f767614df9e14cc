package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;
import io.securitybaseline.facts.azure.ManagedCluster.Network;
import io.securitybaseline.facts.azure.Setting;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An engine enforces network policies: of AKS, or one that somebody else installed and that runs.
 */
final class NetworkPolicyEngine implements Check {

  private static final List<String> KNOWN = List.of("azure", "calico", "cilium");

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.networkPolicyEngine();
  }

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    Network network = subject.cluster().network();
    Setting policy = network.policy();
    if (policy.isOneOf(KNOWN)) {
      return CheckEvaluation.pass(
          "the network policy engine is " + policy.text() + exception(subject));
    }
    if (policy.isAbsent() && network.dataplane().is("cilium")) {
      return CheckEvaluation.pass("the network policy engine is that of the cilium dataplane");
    }
    if (!policy.isAbsent() && !policy.is("none")) {
      return CheckEvaluation.unknown(
          Reasons.NOT_TOLD, "a network policy engine unknown here: " + policy.text());
    }
    if (!subject.engines().isEmpty()) {
      return seen(subject.engines());
    }
    if (network.plugin().is("none")) {
      return CheckEvaluation.unknown(
          Reasons.NOT_TOLD,
          "the cluster uses its own network plugin, whose engine Azure does not report: see"
              + " status.instanceMetadata.engine");
    }
    return CheckEvaluation.fail(
        "AKS installed no engine for network policies and none known here runs, though the API"
            + " server accepts them",
        EngineMigrationAdvice.remedy(subject)
            + "; for an engine of your own spec.cluster.require.networkPolicyEngine: false");
  }

  /** An agent with a version runs; of anything less it cannot be told. */
  private static CheckEvaluation seen(Map<NetworkEngine, String> engines) {
    List<String> running = names(engines, version -> !version.isEmpty());
    return running.isEmpty()
        ? CheckEvaluation.unknown(
            Reasons.NOT_TOLD,
            "AKS installed no engine for network policies, and of %s, detected in the cluster, the version is unknown: see status.instanceMetadata.engine"
                .formatted(Phrases.names(names(engines, _ -> true))))
        : CheckEvaluation.pass(
            "AKS installed no engine for network policies; in the cluster runs "
                + Phrases.names(running));
  }

  private static List<String> names(Map<NetworkEngine, String> engines, Predicate<String> version) {
    return engines.entrySet().stream()
        .filter(engine -> version.test(engine.getValue()))
        .map(engine -> engine.getKey().displayName())
        .sorted()
        .toList();
  }

  private static String exception(CheckInput subject) {
    return subject.cluster().network().policy().is("azure")
            && EngineMigrationAdvice.hasWindows(subject)
            && subject.today().isAfter(NetworkRetirement.NPM_ON_WINDOWS)
        ? ", which is no longer supported on Windows nodes"
        : "";
  }
}
