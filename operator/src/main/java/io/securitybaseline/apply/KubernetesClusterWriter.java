package io.securitybaseline.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Replace;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Change.Update;
import io.securitybaseline.control.Ownership;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends changes to an API server: a create where the object was seen to be absent, a server-side
 * apply of the full intent where it was seen to differ, a conditional patch where others' additions
 * have to go, a delete with preconditions, and for a binding of another owner a conditional patch
 * of its subjects alone. Why a create and not an apply for what is absent:
 * docs/decisions/0005-create-then-apply.md.
 */
public final class KubernetesClusterWriter implements ClusterWriter {

  /** Longer than the API server's own limit of a minute for a request. */
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String MANAGER = "fieldManager=" + Ownership.MANAGER;

  /**
   * The resourceVersion of an object that must not exist. The API server ignores one where it
   * creates, and answers 409 where the object has another; none has the first of all.
   */
  private static final String OF_NO_OBJECT = "1";

  private final HttpClient http;
  private final KubernetesSerialization json;
  private final ObjectJson objects;
  private final ResourcePaths paths;

  public KubernetesClusterWriter(KubernetesClient client) {
    this.http = sendingOnce(client);
    this.json = client.getKubernetesSerialization();
    this.objects = new ObjectJson(json);
    this.paths = new ResourcePaths(client.getMasterUrl().toString());
  }

  @Override
  public Outcome apply(Change change) {
    SentObject object;
    HttpRequest request;
    try {
      object = objects.of(change.object());
      request = request(change, object.json());
    } catch (RuntimeException e) {
      // An object that cannot be sent must not stop the others.
      return new Outcome.Rejected("cannot create the request: " + e.getMessage());
    }
    return sent(change, object, request);
  }

  @Override
  public Optional<Contender> contender(Change change) {
    var answer =
        http.sendAsync(
            http.newHttpRequestBuilder().uri(URI.create(paths.object(change.object()))).build(),
            String.class);
    try {
      HttpResponse<String> response = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return response.isSuccessful()
          ? Contender.of(change, JSON.readTree(response.body()))
          : Optional.empty();
    } catch (ExecutionException | JsonProcessingException _) {
      return Optional.empty();
    } catch (TimeoutException _) {
      answer.cancel(true);
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private HttpRequest request(Change change, String body) {
    return switch (change) {
      case Create(HasMetadata object, _) -> create(object, body);
      case Update(HasMetadata object, Seen seen, _) ->
          applied(
              object,
              body,
              // Preconditions to the API server.
              Map.of("uid", seen.uid(), "resourceVersion", seen.resourceVersion()));
      case Replace replace -> replace(replace);
      case Delete(HasMetadata object, Seen seen, _, _) -> delete(object, seen);
      case SwapSubjects(HasMetadata object, Seen seen, _) -> swap(object, seen);
    };
  }

  private Outcome sent(Change change, SentObject object, HttpRequest request) {
    var answer = http.sendAsync(request, String.class);
    try {
      HttpResponse<String> response = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return ResponseMapper.outcome(change, object, response);
    } catch (ExecutionException e) {
      return new Outcome.Retryable(Duration.ZERO, String.valueOf(e.getCause()));
    } catch (TimeoutException _) {
      answer.cancel(true);
      return new Outcome.Retryable(
          Duration.ZERO, "no answer within %d seconds".formatted(PATIENCE.toSeconds()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.Retryable(Duration.ZERO, "the operator is stopping");
    }
  }

  /**
   * Without the retries of the client underneath: a failed write leads to a new decision, and until
   * the moment that the server named no worker waits for it.
   */
  private static HttpClient sendingOnce(KubernetesClient client) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    return client.getHttpClient().newBuilder().tag(once).build();
  }

  /**
   * By POST in a namespace, where it is the cheapest write. What is cluster-wide is applied
   * instead: only a request that names its object in the path can be narrowed to that name by RBAC,
   * creation included.
   */
  private HttpRequest create(HasMetadata object, String body) {
    return object.getMetadata().getNamespace() == null
        ? applied(object, body, Map.of("resourceVersion", OF_NO_OBJECT))
        : request("POST", paths.collection(object) + "?" + MANAGER, "application/json", body);
  }

  /**
   * Server-side apply.
   *
   * @param metadata what is sent in the metadata in addition
   */
  private HttpRequest applied(HasMetadata object, String body, Map<String, String> metadata) {
    return request(
        "PATCH",
        paths.object(object) + "?force=true&" + MANAGER,
        "application/apply-patch+yaml",
        with(body, metadata));
  }

  private static String with(String body, Map<String, String> metadata) {
    try {
      ObjectNode object = (ObjectNode) JSON.readTree(body);
      metadata.forEach(object.withObject("metadata")::put);
      return object.toString();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest replace(Replace change) {
    return request(
        "PATCH",
        paths.object(change.object()) + "?" + MANAGER,
        "application/merge-patch+json",
        Replacement.patch(change));
  }

  private HttpRequest delete(HasMetadata object, Seen seen) {
    DeleteOptions options =
        new DeleteOptionsBuilder()
            .withNewPreconditions(seen.resourceVersion(), seen.uid())
            .withPropagationPolicy("Background")
            .build();
    return request("DELETE", paths.object(object), "application/json", json.asJson(options));
  }

  /** A list in a merge patch replaces the list that is there; uid and version are preconditions. */
  private HttpRequest swap(HasMetadata object, Seen seen) {
    return request(
        "PATCH",
        paths.object(object) + "?" + MANAGER,
        "application/merge-patch+json",
        SubjectSwap.patch(object, seen));
  }

  private HttpRequest request(String method, String uri, String contentType, String body) {
    return http.newHttpRequestBuilder()
        .uri(URI.create(uri))
        .method(method, contentType, body)
        .build();
  }
}
