package io.securitybaseline.controls.cluster;

import java.util.Set;

/**
 * The names of components that AKS runs in the cluster, all in one namespace.
 *
 * <p>Source: the table of components in Microsoft's page on the architecture of Defender for
 * Containers, and Microsoft's pages on the Azure Policy add-on and on workload identity for AKS.
 */
final class ComponentNames {

  /** The namespace of all of them. */
  static final String NAMESPACE = "kube-system";

  /** The DaemonSet of Defender that observes each Linux node. */
  static final String SENSOR = "microsoft-defender-collector-ds";

  /** The DaemonSets of Defender. */
  static final Set<String> DEFENDER = Set.of(SENSOR, "microsoft-defender-publisher-ds");

  /** The Deployments of the Azure Policy add-on. */
  static final Set<String> AZURE_POLICY = Set.of("azure-policy", "azure-policy-webhook");

  /** The Deployments of workload identity. */
  static final Set<String> WORKLOAD_IDENTITY = Set.of("azure-wi-webhook-controller-manager");

  private ComponentNames() {}
}
