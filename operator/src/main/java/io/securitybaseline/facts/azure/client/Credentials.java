package io.securitybaseline.facts.azure.client;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import java.time.Duration;
import java.util.Optional;

/**
 * How to sign in: by workload identity, by a client secret in the environment, or, on a developer's
 * machine, as Azure CLI is. Never by a managed identity through 169.254.169.254, the address that
 * the operator keeps pods from.
 */
final class Credentials {

  /** The poller tries again by itself, and later than a retry here would. */
  private static final RetryOptions NO_RETRY =
      new RetryOptions(new FixedDelayOptions(0, Duration.ZERO));

  private static final Duration CLI_PATIENCE = Duration.ofSeconds(20);

  private Credentials() {}

  /**
   * @throws IllegalArgumentException naming the variable that is missing
   */
  static TokenCredential of(AzureSettings settings, HttpClient http) {
    if (settings.federatedTokenFile().isPresent()) {
      return workloadIdentity(settings, http);
    }
    if (settings.clientSecret().isPresent()) {
      return secret(settings, http);
    }
    if (settings.clientCertificate().isPresent()) {
      throw new IllegalArgumentException(
          AzureSettings.CLIENT_CERTIFICATE
              + " is not supported: sign in by workload identity, or by AZURE_CLIENT_SECRET");
    }
    if (settings.inPod()) {
      throw new IllegalArgumentException(
          "no credential for Azure is configured: set the chart's workloadIdentity.clientId (see"
              + " docs/azure.md); if it is set, the cluster mounted no token into the pod: az aks"
              + " update -g <resource-group> -n <cluster> --enable-oidc-issuer"
              + " --enable-workload-identity, then restart the pods");
    }
    AzureCliCredentialBuilder cli = new AzureCliCredentialBuilder().processTimeout(CLI_PATIENCE);
    settings.tenantId().ifPresent(cli::tenantId);
    return cli.build();
  }

  private static TokenCredential workloadIdentity(AzureSettings settings, HttpClient http) {
    WorkloadIdentityCredentialBuilder builder =
        new WorkloadIdentityCredentialBuilder()
            .tokenFilePath(settings.federatedTokenFile().orElseThrow());
    return prepared(builder, settings, http).build();
  }

  private static TokenCredential secret(AzureSettings settings, HttpClient http) {
    ClientSecretCredentialBuilder builder =
        new ClientSecretCredentialBuilder().clientSecret(settings.clientSecret().orElseThrow());
    return prepared(builder, settings, http).build();
  }

  private static <T extends AadCredentialBuilderBase<T>> T prepared(
      T builder, AzureSettings settings, HttpClient http) {
    builder
        .tenantId(needed(settings.tenantId(), "AZURE_TENANT_ID"))
        .clientId(needed(settings.clientId(), "AZURE_CLIENT_ID"))
        .authorityHost(settings.authorityHost())
        .retryOptions(NO_RETRY)
        .addPolicy(new TokenEndpointPolicy())
        .httpClient(http);
    if (!settings.instanceDiscovery()) {
      builder.disableInstanceDiscovery();
    }
    return builder;
  }

  private static String needed(Optional<String> value, String variable) {
    return value.orElseThrow(() ->
        new IllegalArgumentException(
            variable
                + " is not set: with workload identity AKS sets it in pods that carry the label"
                + " azure.workload.identity/use: \"true\""));
  }
}
