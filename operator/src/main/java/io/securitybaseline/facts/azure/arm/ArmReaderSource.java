package io.securitybaseline.facts.azure.arm;

import com.azure.core.http.HttpPipeline;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.http.policy.ArmChallengeAuthenticationPolicy;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.facts.azure.ManagedClusterReader;
import io.securitybaseline.facts.azure.client.AzureConnection;
import io.securitybaseline.facts.azure.client.AzureSettings;
import io.securitybaseline.facts.azure.client.Timeouts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Makes readers on the Azure SDK, its HTTP client being the JDK's. */
public final class ArmReaderSource implements ManagedClusterReader.Source {

  private final AzureConnection.Source connections;

  /**
   * @param environment the variables to go by; {@code docs/azure.md} lists them
   * @param http makes a client; the JVM's trust store properties apply to it
   * @param answered receives the status of every response of Azure Resource Manager, or 0 for none
   */
  public ArmReaderSource(
      Supplier<Map<String, String>> environment,
      Supplier<java.net.http.HttpClient.Builder> http,
      Timeouts patience,
      IntConsumer answered) {
    this.connections = new AzureConnection.Source(environment, http, patience, answered);
  }

  @Override
  public ManagedClusterReader open(ManagedClusterId id) {
    AzureConnection connection = connections.open();
    AzureSettings settings = connection.settings();
    HttpPipeline pipeline =
        connection.pipeline(
            credential -> new ArmChallengeAuthenticationPolicy(credential, settings.scope()),
            connections.answered());
    return new ArmClusterReader(
        id,
        ContainerServiceManager.authenticate(pipeline, profile(settings, id)).serviceClient(),
        new PreviewRequest(
            pipeline,
            PreviewRequest.url(settings.resourceManager(), id, settings.previewApiVersion())),
        connections.patience());
  }

  private static AzureProfile profile(AzureSettings settings, ManagedClusterId id) {
    Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
    endpoints.put(
        AzureEnvironment.Endpoint.RESOURCE_MANAGER.identifier(), settings.resourceManager());
    endpoints.put(
        AzureEnvironment.Endpoint.ACTIVE_DIRECTORY.identifier(), settings.authorityHost() + "/");
    return new AzureProfile(
        settings.tenantId().orElse(null), id.subscription(), new AzureEnvironment(endpoints));
  }
}
