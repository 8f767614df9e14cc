package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;

/** The pods of the Azure Policy add-on are ready. */
final class AzurePolicyAddon implements InClusterCheck {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.azurePolicy();
  }

  @Override
  public CheckEvaluation evaluate(Components components) {
    return InClusterCheck.ofDeployments(
        components, ComponentNames.AZURE_POLICY, "the Azure Policy add-on");
  }
}
