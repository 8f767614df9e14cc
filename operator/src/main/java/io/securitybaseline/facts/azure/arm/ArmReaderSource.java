package io.securitybaseline.facts.azure.arm;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.http.policy.ArmChallengeAuthenticationPolicy;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.facts.azure.ManagedClusterReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

/** Makes readers on the Azure SDK, its HTTP client being the JDK's. */
public final class ArmReaderSource implements ManagedClusterReader.Source {

  private static final Logger log = LoggerFactory.getLogger(ArmReaderSource.class);

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Supplier<Map<String, String>> environment;
  private final Supplier<java.net.http.HttpClient.Builder> http;
  private final Timeouts patience;
  private final IntConsumer answered;

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
    this.environment = environment;
    this.http = http;
    this.patience = patience;
    this.answered = answered;
  }

  @Override
  public ManagedClusterReader open(ManagedClusterId id) {
    // A cancelled request fails again without a listener; its failure is already reported.
    Hooks.onErrorDropped(
        late -> log.atDebug().setCause(late).log("ignored a late failure of a cancelled request"));
    AzureSettings settings = AzureSettings.of(environment.get());
    HttpClient client = client();
    TokenCredential credential = Credentials.of(settings, client);
    HttpPipeline pipeline =
        new HttpPipelineBuilder()
            .httpClient(client)
            .policies(
                new UserAgentPolicy("security-baseline-operator"),
                new ArmChallengeAuthenticationPolicy(credential, settings.scope()),
                new RequestCounter(answered))
            .build();
    return new ArmClusterReader(
        id,
        ContainerServiceManager.authenticate(pipeline, profile(settings, id)).serviceClient(),
        new PreviewRequest(
            pipeline,
            PreviewRequest.url(settings.resourceManager(), id, settings.previewApiVersion())),
        patience);
  }

  private HttpClient client() {
    return new JdkHttpClientBuilder(http.get().connectTimeout(CONNECT))
        .connectionTimeout(CONNECT)
        .responseTimeout(patience.request())
        .readTimeout(patience.request())
        .build();
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
