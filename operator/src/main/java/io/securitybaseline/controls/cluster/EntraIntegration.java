package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;

/** Users sign in to Kubernetes through Entra ID, and its groups match. */
final class EntraIntegration implements Check {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.entraIntegration();
  }

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    if (subject.cluster().access().legacyEntra()) {
      // Groups still match, so that it is no failure to the controls that ask whether they do.
      return CheckEvaluation.pass(
          "Entra ID is integrated in the legacy form, which is retired; move to the managed form: "
              + subject.az("update", "--enable-aad --aad-admin-group-object-ids GROUP_OBJECT_ID"));
    }
    return subject.cluster().access().entra()
        ? CheckEvaluation.pass("Entra ID is integrated")
        : CheckEvaluation.fail(
            "Entra ID is not integrated, so every user with a kubeconfig is cluster-admin",
            subject.az("update", "--enable-aad --aad-admin-group-object-ids GROUP_OBJECT_ID"));
  }
}
