package io.securitybaseline.facts.azure.graph;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.client.RetryAfter;
import io.securitybaseline.facts.azure.client.Timeouts;
import io.securitybaseline.facts.azure.graph.GraphCall.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One round of batches, one after the other; an answer may lead to further calls. It ends early if
 * a whole batch fails, for the next one would meet the same. A call that Graph throttles or fails
 * by itself costs that call alone.
 */
final class GraphRound {

  /** Microsoft Graph takes no more requests in one batch. */
  static final int BATCH = 20;

  /** Follow-up calls included. */
  static final int MOST_CALLS = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpPipeline pipeline;
  private final String version;
  private final Timeouts patience;
  private final LongSupplier nanos;
  private final long began;
  private final Deque<GraphCall> waiting = new ArrayDeque<>();
  private int added;
  private boolean anySucceeded;
  private boolean ended;
  private @Nullable Failure failure;

  /**
   * @param version the URL of the API with its version
   * @param nanos a clock that is never set, in nanoseconds
   */
  GraphRound(HttpPipeline pipeline, String version, Timeouts patience, LongSupplier nanos) {
    this.pipeline = pipeline;
    this.version = version;
    this.patience = patience;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /** Adds a call, also while the round runs. Beyond the limit it stays unanswered. */
  void add(GraphCall call) {
    if (added < MOST_CALLS) {
      added++;
      waiting.add(call);
    }
  }

  /** The rest of a URL of the same API; empty for any other, which is never called. */
  Optional<String> relative(String url) {
    return url.startsWith(version + "/")
        ? Optional.of(url.substring(version.length()))
        : Optional.empty();
  }

  /** Sends everything that waits. */
  void run() {
    while (!ended && !waiting.isEmpty()) {
      List<GraphCall> batch = new ArrayList<>();
      while (batch.size() < BATCH && !waiting.isEmpty()) {
        batch.add(waiting.remove());
      }
      Optional<Failure> whole = send(batch);
      whole.ifPresent(this::failed);
      ended = whole.isPresent();
    }
  }

  /** Why calls are without an answer, the one that asks for the longest delay. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether any call was answered as asked, so that the identity has some permission. */
  boolean anySucceeded() {
    return anySucceeded;
  }

  void failed(Failure why) {
    Failure before = failure;
    if (before == null || delay(before).compareTo(delay(why)) < 0) {
      failure = why;
    }
  }

  private static Duration delay(Failure failure) {
    return failure.retryAfter().orElse(Duration.ZERO);
  }

  private Optional<Failure> send(List<GraphCall> batch) {
    Duration left = patience.round().minusNanos(nanos.getAsLong() - began);
    if (!left.isPositive()) {
      return Optional.of(new Failure(Kind.UNREACHABLE, "Microsoft Graph took too long to answer"));
    }
    try {
      Optional<String> body = post(batch).timeout(patience.within(left)).blockOptional();
      answered(batch, JSON.readTree(body.orElse("")).path("responses"));
      return Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.of(new Failure(Kind.UNREADABLE, "the answer of Microsoft Graph is not JSON"));
    } catch (RuntimeException e) {
      return Optional.of(GraphFailures.of(e));
    }
  }

  private Mono<String> post(List<GraphCall> batch) {
    ArrayNode requests = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < batch.size(); i++) {
      requests.add(batch.get(i).json(Integer.toString(i)));
    }
    HttpRequest request =
        new HttpRequest(HttpMethod.POST, version + "/$batch")
            .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
            .setBody(JsonNodeFactory.instance.objectNode().set("requests", requests).toString());
    return pipeline
        .send(request)
        .flatMap(response ->
            response.getStatusCode() == 200
                ? response.getBodyAsString()
                : response
                    .getBodyAsString()
                    .defaultIfEmpty("")
                    .flatMap(_ -> Mono.error(refused(response))));
  }

  private static HttpResponseException refused(HttpResponse response) {
    return new HttpResponseException("status " + response.getStatusCode(), response);
  }

  /** Answers come in any order, and those that are missing are asked for again. */
  private void answered(List<GraphCall> batch, JsonNode responses) {
    boolean[] seen = new boolean[batch.size()];
    for (JsonNode each : responses) {
      int index = index(each.path("id").asText(), batch.size());
      if (index >= 0 && !seen[index]) {
        seen[index] = true;
        answered(batch.get(index), each);
      }
    }
    for (boolean one : seen) {
      if (!one) {
        failed(new Failure(Kind.UNREADABLE, "Microsoft Graph left a request without an answer"));
      }
    }
  }

  private void answered(GraphCall call, JsonNode answer) {
    Response response =
        new Response(answer.path("status").asInt(), retryAfter(answer), answer.path("body"));
    Optional<Failure> passing = GraphFailures.passing(response);
    if (passing.isPresent()) {
      failed(passing.get());
      return;
    }
    anySucceeded |= response.isOk() || response.isNotFound();
    call.handler().accept(response);
  }

  private static int index(String id, int size) {
    try {
      int index = Integer.parseInt(id);
      return index < size ? index : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static Optional<Duration> retryAfter(JsonNode answer) {
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      if (header.getKey().equalsIgnoreCase("Retry-After")) {
        return RetryAfter.ofSeconds(header.getValue().asText().strip());
      }
    }
    return Optional.empty();
  }
}
