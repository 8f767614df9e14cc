package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;

/** The pods of the webhook of workload identity are ready. */
final class WorkloadIdentityWebhook implements InClusterCheck {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.workloadIdentity();
  }

  @Override
  public CheckEvaluation evaluate(Components components) {
    return InClusterCheck.ofDeployments(
        components, ComponentNames.WORKLOAD_IDENTITY, "the workload identity webhook");
  }
}
