package io.securitybaseline.controls.cluster;

import io.securitybaseline.control.AzureCli;
import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.KubernetesVersion;
import java.util.List;
import java.util.Optional;

/**
 * No node pool lags behind the control plane by more than Kubernetes allows. Source: the version
 * skew policy of Kubernetes, for the kubelet.
 */
final class NodePoolVersions implements Check {

  private static final KubernetesVersion WIDER_SINCE =
      new KubernetesVersion(1, 28, Optional.empty());

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    return subject
        .cluster()
        .version()
        .map(version -> evaluate(version, subject))
        .orElseGet(() ->
            CheckEvaluation.unknown(
                Reasons.NOT_TOLD, "Azure does not report which version the cluster runs"));
  }

  private static CheckEvaluation evaluate(KubernetesVersion version, CheckInput subject) {
    List<AgentPool> pools = subject.runningPools();
    int allowed = version.compareTo(WIDER_SINCE) >= 0 ? 3 : 2;
    List<AgentPool> tooOld = pools.stream().filter(pool -> lag(pool, version) > allowed).toList();
    if (!tooOld.isEmpty()) {
      return CheckEvaluation.fail(
          "more than %d minor versions behind %s: %s".formatted(allowed, version, names(tooOld)),
          AzureCli.nodePool(
              Optional.of(subject.cluster().id()),
              "upgrade",
              tooOld.getFirst().name(),
              "--kubernetes-version " + version));
    }
    List<String> unreported =
        pools.stream().filter(pool -> pool.version().isEmpty()).map(AgentPool::name).toList();
    return unreported.isEmpty()
        ? CheckEvaluation.pass(behind(version, pools) + subject.stoppedPools())
        : CheckEvaluation.unknown(
            Reasons.NOT_TOLD, "Azure does not report the version of " + Phrases.names(unreported));
  }

  private static String behind(KubernetesVersion version, List<AgentPool> pools) {
    List<AgentPool> behind =
        pools.stream()
            .filter(pool -> pool.version().filter(own -> own.compareTo(version) < 0).isPresent())
            .toList();
    return behind.isEmpty()
        ? "every node pool runs " + version
        : "behind %s, within the supported skew: %s".formatted(version, names(behind));
  }

  private static int lag(AgentPool pool, KubernetesVersion version) {
    return pool.version()
        .filter(own -> own.major() == version.major())
        .map(own -> version.minor() - own.minor())
        .orElse(0);
  }

  private static String names(List<AgentPool> pools) {
    return Phrases.names(
        pools.stream()
            .map(pool ->
                "%s (%s)"
                    .formatted(
                        pool.name(),
                        pool.version().map(KubernetesVersion::toString).orElse("unknown")))
            .toList());
  }
}
