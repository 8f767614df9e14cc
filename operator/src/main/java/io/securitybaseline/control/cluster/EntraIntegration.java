package io.securitybaseline.control.cluster;

import io.securitybaseline.api.ClusterRequirements;

/** People sign in to Kubernetes through Entra ID, and groups of it match. */
final class EntraIntegration implements Check {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.entraIntegration();
  }

  @Override
  public Outcome judge(Subject subject) {
    return subject.cluster().access().entra()
        ? Outcome.pass("Entra ID is integrated")
        : Outcome.fail(
            "Entra ID is not integrated, so everybody with a kubeconfig is cluster-admin",
            subject.az("update", "--enable-aad --aad-admin-group-object-ids GROUP_OBJECT_ID"));
  }
}
