package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;

/**
 * Azure role assignments authorize access to Kubernetes in addition to Kubernetes RBAC: either can
 * allow it.
 */
final class AzureRbac implements Check {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.azureRbac();
  }

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    if (subject.cluster().access().azureRbac()) {
      return CheckEvaluation.pass(
          "Azure RBAC is on: users may have access that no binding in the cluster shows");
    }
    String remedy = subject.az("update", "--enable-azure-rbac");
    return CheckEvaluation.fail(
        "Azure RBAC for Kubernetes is off",
        subject.cluster().access().entra() ? remedy : "integrate Entra ID first, then " + remedy);
  }
}
