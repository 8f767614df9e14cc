package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.Setting;
import io.securitybaseline.facts.probe.ProbeResult.Outcome;
import java.util.List;

/**
 * AKS's own restriction of instance metadata, a preview: it drops TCP 80 from pods on Linux nodes
 * that were re-imaged since. The setting proves nothing about any one node.
 */
final class ImdsRestriction implements Check {

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    return subject
        .facts()
        .podLinkLocalAccess()
        .either(access -> evaluate(access, subject), CheckEvaluation::unknown);
  }

  private static CheckEvaluation evaluate(Setting access, CheckInput subject) {
    if (access.is("None")) {
      return on(subject);
    }
    return access.isAbsent() || access.is("IMDS")
        ? off(subject)
        : CheckEvaluation.unknown(
            Reasons.NOT_TOLD, "podLinkLocalAccess has a value unknown here: " + access.text());
  }

  /** The setting proves nothing about a node; a packet from it does. */
  private static CheckEvaluation on(CheckInput subject) {
    String what =
        "AKS restricts instance metadata on Linux nodes that were re-imaged since it was enabled";
    List<String> reached =
        subject.probes().stream()
            .filter(probe -> probe.result().equals(Outcome.REACHED.shown()))
            .map(ProbeStatus::pool)
            .distinct()
            .toList();
    if (!reached.isEmpty()) {
      return CheckEvaluation.fail(
          what + ", but a probe reached it on node pool " + Phrases.names(reached),
          "re-image the nodes of the pool with az aks nodepool upgrade --node-image-only");
    }
    boolean isProven =
        !subject.probes().isEmpty()
            && subject.probes().stream()
                .allMatch(probe -> probe.result().equals(Outcome.BLOCKED.shown()));
    return CheckEvaluation.pass(
        isProven ? what + "; probes found it blocked on every node pool" : what);
  }

  /** AKS rejects it with Windows node pools. Source: AKS documentation on the restriction. */
  private static CheckEvaluation off(CheckInput subject) {
    String what = "AKS's own restriction of instance metadata (preview) is off";
    return subject.cluster().pools().stream().anyMatch(AgentPool::isWindows)
        ? CheckEvaluation.fail(
            what, "it is not available with Windows node pools; network policies do not need it")
        : CheckEvaluation.fail(
            what + "; network policies do not need it",
            subject.az("update", "--enable-imds-restriction")
                + " (extension aks-preview), then re-image every pool");
  }
}
