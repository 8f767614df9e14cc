package io.securitybaseline.control.cluster;

import io.securitybaseline.observe.azure.Setting;

/**
 * AKS's own restriction of instance metadata, a preview: it drops TCP 80 from pods on Linux nodes
 * that were re-imaged since. The setting proves nothing about any one node.
 */
final class ImdsRestriction implements Check {

  @Override
  public Outcome judge(Subject subject) {
    return subject
        .facts()
        .podLinkLocalAccess()
        .either(access -> judge(access, subject), Outcome::unknown);
  }

  private static Outcome judge(Setting access, Subject subject) {
    if (access.is("None")) {
      return Outcome.pass(
          "AKS restricts instance metadata on Linux nodes that were re-imaged since it was enabled");
    }
    return access.isAbsent() || access.is("IMDS")
        ? Outcome.fail(
            "AKS's own restriction of instance metadata (preview) is off; network policies do not"
                + " need it",
            subject.az("update", "--enable-imds-restriction"))
        : Outcome.unknown(
            Reasons.NOT_TOLD, "podLinkLocalAccess has a value unknown here: " + access.text());
  }
}
