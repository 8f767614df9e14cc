package io.securitybaseline.control.cluster;

import io.securitybaseline.api.ClusterRequirements;

/**
 * The certificates of local accounts, which are cluster-admin and nobody in particular, are off.
 */
final class LocalAccounts implements Check {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.localAccountsDisabled();
  }

  @Override
  public Outcome judge(Subject subject) {
    if (!subject.cluster().access().localAccounts()) {
      return Outcome.pass("local accounts are disabled");
    }
    String remedy = subject.az("update", "--disable-local-accounts");
    return subject.cluster().access().entra()
        ? Outcome.fail(
            "local accounts are enabled",
            remedy
                + ", then, to void certificates already issued, "
                + subject.az("rotate-certs", "")
                + " (recreates the nodes)")
        : Outcome.fail("local accounts are enabled", "integrate Entra ID first, then " + remedy);
  }
}
