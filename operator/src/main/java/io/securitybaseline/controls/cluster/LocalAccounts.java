package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;

/**
 * The certificates of local accounts, which are cluster-admin and belong to no user, are disabled.
 */
final class LocalAccounts implements Check {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.localAccountsDisabled();
  }

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    if (!subject.cluster().access().localAccounts()) {
      return CheckEvaluation.pass("local accounts are disabled");
    }
    String remedy = subject.az("update", "--disable-local-accounts");
    return subject.cluster().access().entra()
        ? CheckEvaluation.fail(
            "local accounts are enabled",
            remedy
                + ", then, to void certificates already issued, "
                + subject.az("rotate-certs", "")
                + " (recreates the nodes)")
        : CheckEvaluation.fail(
            "local accounts are enabled", "integrate Entra ID first, then " + remedy);
  }
}
