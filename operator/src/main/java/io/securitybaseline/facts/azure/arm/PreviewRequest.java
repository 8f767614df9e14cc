package io.securitybaseline.facts.azure.arm;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.facts.azure.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import reactor.core.publisher.Mono;

/**
 * Reads from a preview version of the API a field that no version of the SDK has: {@code
 * networkProfile.podLinkLocalAccess}.
 */
final class PreviewRequest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpPipeline pipeline;
  private final String url;

  PreviewRequest(HttpPipeline pipeline, String url) {
    this.pipeline = pipeline;
    this.url = url;
  }

  /** Names of resource groups may hold any letter. */
  static String url(String resourceManager, ManagedClusterId id, String version) {
    try {
      String path = new URI(null, null, id.path(), null).toASCIIString();
      return resourceManager + path + "?api-version=" + version;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("spec.cluster.resourceId is not the path of a URL", e);
    }
  }

  /** Absent where the answer does not mention it. */
  Mono<Setting> podLinkLocalAccess() {
    return pipeline
        .send(new HttpRequest(HttpMethod.GET, url))
        .flatMap(response ->
            response.getStatusCode() == 200
                ? response.getBodyAsString().map(PreviewRequest::read)
                : response
                    .getBodyAsString()
                    .defaultIfEmpty("")
                    .flatMap(_ -> Mono.error(refused(response))));
  }

  private static HttpResponseException refused(HttpResponse response) {
    return new HttpResponseException("status " + response.getStatusCode(), response);
  }

  private static Setting read(String body) {
    try {
      JsonNode properties = JSON.readTree(body).path("properties");
      if (!properties.isObject()) {
        throw new IllegalStateException("a response without properties");
      }
      return Setting.of(properties.path("networkProfile").path("podLinkLocalAccess").asText(""));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON", e);
    }
  }
}
