package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What the cluster's settings have to be. */
@ApiRecord
public record ClusterRequirements(
    @JsonPropertyDescription("Microsoft Defender for Containers is on.") @Default("true")
        Boolean defender,
    @JsonPropertyDescription("People sign in through Entra ID.") @Default("true")
        Boolean entraIntegration,
    @JsonPropertyDescription("Local accounts, such as the cluster-admin certificate, are off.")
        @Default("true")
        Boolean localAccountsDisabled,
    @JsonPropertyDescription("Azure decides on access to Kubernetes (Azure RBAC).")
        @Default("false")
        Boolean azureRbac,
    @JsonPropertyDescription(
            "Who may reach the API server. Any: no requirement. Restricted: authorized IP ranges"
                + " or a private cluster. Private: a private cluster.")
        @Default("Restricted")
        ApiServerAccess apiServerAccess,
    @JsonPropertyDescription("An engine enforces network policies.") @Default("true")
        Boolean networkPolicyEngine,
    @JsonPropertyDescription("AKS supports the Kubernetes version of the cluster.") @Default("true")
        Boolean supportedKubernetesVersion,
    @JsonPropertyDescription(
            "The node OS upgrade channels that are acceptable. An empty list: any of them.")
        @Default("[\"NodeImage\", \"SecurityPatch\"]")
        @Size(max = 4)
        List<String> nodeOsUpgradeChannels) {

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
  }

  static ClusterRequirements defaults() {
    return new ClusterRequirements(
        true, true, true, false, ApiServerAccess.RESTRICTED, true, true, CHANNELS);
  }
}
