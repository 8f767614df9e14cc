package io.securitybaseline.controls.cluster;

import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.Setting;
import java.util.List;

/** Pods on Windows nodes can be kept from instance metadata: with Calico only. */
final class WindowsPools implements Check {

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    List<String> windows =
        subject.cluster().pools().stream()
            .filter(AgentPool::isWindows)
            .map(AgentPool::name)
            .toList();
    if (windows.isEmpty()) {
      return CheckEvaluation.pass("there are no Windows node pools");
    }
    Setting policy = subject.cluster().network().policy();
    String pools = "Windows node pools: " + Phrases.names(windows);
    return policy.is("calico")
        ? CheckEvaluation.pass(pools + "; Calico enforces policies there")
        : CheckEvaluation.fail(
            "%s; network policy engine %s does not block instance metadata for their pods"
                .formatted(pools, policy.or("none")),
            EngineMigrationAdvice.toCalicoOnWindows());
  }
}
