package io.securitybaseline.controls.cluster;

import java.util.List;

/**
 * The registry of checks, one line each, in the order of the status: first those that the baseline
 * can require, then those that are only reported.
 */
final class Checks {

  static final List<Check> ALL =
      List.of(
          new Defender(),
          new DefenderSensor(),
          new EntraIntegration(),
          new LocalAccounts(),
          new AzureRbac(),
          new ApiServerAccess(),
          new NetworkPolicyEngine(),
          new SupportedKubernetesVersion(),
          new NodeOsUpgradeChannel(),
          new AzurePolicyAddon(),
          new WorkloadIdentityWebhook(),
          new NetworkRetirement(),
          new ImdsRestriction(),
          new WindowsPools(),
          new KubernetesUpgrade(),
          new NodePoolVersions(),
          new LongTermSupport(),
          new ClusterUpgradeChannel(),
          new MaintenanceWindow(),
          new NodeImages());

  private Checks() {}
}
