package io.securitybaseline.facts.azure.client;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

/** The operator's identity in Azure, with the HTTP client that its requests go through. */
public final class AzureConnection {

  private static final Logger log = LoggerFactory.getLogger(AzureConnection.class);

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final AzureSettings settings;
  private final HttpClient client;
  private final TokenCredential credential;

  private AzureConnection(AzureSettings settings, HttpClient client) {
    this.settings = settings;
    this.client = client;
    this.credential = Credentials.of(settings, client);
  }

  /**
   * Where connections come from.
   *
   * @param environment the variables to go by; {@code docs/azure.md} lists them
   * @param http makes a client; the JVM's trust store properties apply to it
   * @param patience how long an answer is waited for
   * @param answered receives the status of every response, or 0 for none
   */
  public record Source(
      Supplier<Map<String, String>> environment,
      Supplier<java.net.http.HttpClient.Builder> http,
      Timeouts patience,
      IntConsumer answered) {

    /**
     * A connection; no request is sent.
     *
     * @throws IllegalArgumentException naming what to correct, if the environment makes no sense
     */
    public AzureConnection open() {
      // A cancelled request fails again without a listener; its failure is already reported.
      Hooks.onErrorDropped(late ->
          log.atDebug().setCause(late).log("ignored a late failure of a cancelled request"));
      return new AzureConnection(AzureSettings.of(environment.get()), client());
    }

    private HttpClient client() {
      return new JdkHttpClientBuilder(http.get().connectTimeout(CONNECT))
          .connectionTimeout(CONNECT)
          .responseTimeout(patience.request())
          .readTimeout(patience.request())
          .build();
    }
  }

  /** The endpoints and the identity. */
  public AzureSettings settings() {
    return settings;
  }

  /**
   * A pipeline that repeats nothing: callers know when to try again.
   *
   * @param authentication adds the token of an API to its requests
   * @param answered receives the status of every response, or 0 for none
   */
  public HttpPipeline pipeline(
      Function<TokenCredential, HttpPipelinePolicy> authentication, IntConsumer answered) {
    return new HttpPipelineBuilder()
        .httpClient(client)
        .policies(
            new UserAgentPolicy("security-baseline-operator"),
            authentication.apply(credential),
            new RequestCounter(answered))
        .build();
  }
}
