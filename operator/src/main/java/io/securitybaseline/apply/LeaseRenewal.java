package io.securitybaseline.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Renews a Lease that this process holds. No other request is sent as often, so it changes nothing
 * but the time, and reads nothing but the version of the Lease.
 */
final class LeaseRenewal {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the Go type {@code metav1.MicroTime}, which accepts no other number of digits. */
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  private final HttpClient http;
  private final Duration limit;
  private final URI uri;

  /**
   * @param limit of a request
   */
  LeaseRenewal(KubernetesClient client, String namespace, String name, Duration limit) {
    this.http = client.getHttpClient();
    this.limit = limit;
    Lease lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .build();
    this.uri = URI.create(new ResourcePaths(client.getMasterUrl().toString()).object(lease));
  }

  /**
   * Sets the time of the renewal.
   *
   * @param version of the Lease as it is known: the API server rejects another one with code 409
   * @return the version of the Lease from now on; fails with a {@link KubernetesClientException} if
   *     the API server does not answer or rejects
   */
  CompletableFuture<String> renew(String version, Instant now) {
    ObjectNode patch = JSON.createObjectNode();
    patch.putObject("metadata").put("resourceVersion", version);
    patch.putObject("spec").put("renewTime", MICRO_TIME.format(now));
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(uri)
            .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .setHeader("Accept", METADATA_ONLY)
            .method("PATCH", "application/merge-patch+json", patch.toString())
            .build();
    return http.sendAsync(request, String.class).handle(LeaseRenewal::version);
  }

  private static String version(HttpResponse<String> response, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      throw new KubernetesClientException(String.valueOf(cause), cause);
    }
    JsonNode answer = json(response.body());
    if (!response.isSuccessful()) {
      String message = answer.path("message").asText("HTTP status " + response.code());
      throw new KubernetesClientException(message, response.code(), null);
    }
    String version = answer.path("metadata").path("resourceVersion").asText();
    if (version.isEmpty()) {
      // The next renewal would not be limited to a Lease that this process holds.
      throw new KubernetesClientException("the response to a renewal has no resourceVersion");
    }
    return version;
  }

  /** A proxy in front of the API server may answer something else. */
  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }
}
