package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Required settings of the cluster. */
@ApiRecord
public record ClusterRequirements(
    @JsonPropertyDescription("Microsoft Defender for Containers is enabled.") @Default("true")
        Boolean defender,
    @JsonPropertyDescription("Users sign in through Entra ID.") @Default("true")
        Boolean entraIntegration,
    @JsonPropertyDescription("Local accounts, such as the cluster-admin certificate, are disabled.")
        @Default("true")
        Boolean localAccountsDisabled,
    @JsonPropertyDescription("Azure RBAC authorizes access to Kubernetes.") @Default("false")
        Boolean azureRbac,
    @JsonPropertyDescription(
            "Which clients can reach the API server. Any: no requirement. Restricted: authorized IP"
                + " ranges or a private cluster. Private: a private cluster.")
        @Default("Restricted")
        ApiServerAccess apiServerAccess,
    @JsonPropertyDescription("A network policy engine enforces policies.") @Default("true")
        Boolean networkPolicyEngine,
    @JsonPropertyDescription("AKS supports the Kubernetes version of the cluster.") @Default("true")
        Boolean supportedKubernetesVersion,
    @JsonPropertyDescription(
            "Accepted node OS upgrade channels. An empty list accepts every channel.")
        @Default("[\"NodeImage\", \"SecurityPatch\"]")
        @Size(max = 4)
        List<String> nodeOsUpgradeChannels,
    @JsonPropertyDescription("The pods of the Azure Policy add-on are ready.") @Default("false")
        Boolean azurePolicy,
    @JsonPropertyDescription("The pods of the workload identity webhook are ready.")
        @Default("false")
        Boolean workloadIdentity) {

  private static final List<String> CHANNELS = List.of("NodeImage", "SecurityPatch");

  public ClusterRequirements {
    defender = defender == null || defender;
    entraIntegration = entraIntegration == null || entraIntegration;
    localAccountsDisabled = localAccountsDisabled == null || localAccountsDisabled;
    azureRbac = azureRbac != null && azureRbac;
    apiServerAccess = apiServerAccess == null ? ApiServerAccess.RESTRICTED : apiServerAccess;
    networkPolicyEngine = networkPolicyEngine == null || networkPolicyEngine;
    supportedKubernetesVersion = supportedKubernetesVersion == null || supportedKubernetesVersion;
    nodeOsUpgradeChannels =
        nodeOsUpgradeChannels == null ? CHANNELS : List.copyOf(nodeOsUpgradeChannels);
    azurePolicy = azurePolicy != null && azurePolicy;
    workloadIdentity = workloadIdentity != null && workloadIdentity;
  }

  static ClusterRequirements defaults() {
    return new ClusterRequirements(
        true, true, true, false, ApiServerAccess.RESTRICTED, true, true, CHANNELS, false, false);
  }
}
