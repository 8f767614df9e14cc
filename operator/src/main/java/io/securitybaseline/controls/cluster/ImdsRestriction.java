package io.securitybaseline.controls.cluster;

import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.Setting;

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
      return CheckEvaluation.pass(
          "AKS restricts instance metadata on Linux nodes that were re-imaged since it was"
              + " enabled");
    }
    return access.isAbsent() || access.is("IMDS")
        ? off(subject)
        : CheckEvaluation.unknown(
            Reasons.NOT_TOLD, "podLinkLocalAccess has a value unknown here: " + access.text());
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
