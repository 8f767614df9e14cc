package io.securitybaseline.facts.azure.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request in a batch, with what is done with its answer.
 *
 * @param url relative to the version of the API
 * @param body of a POST, else null
 * @param eventual whether it is an advanced query, which needs the header for it
 */
record GraphCall(
    String method,
    String url,
    @Nullable JsonNode body,
    boolean eventual,
    Consumer<Response> handler) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * An answer.
   *
   * @param retryAfter how long the server asked to be left alone
   */
  record Response(int status, Optional<Duration> retryAfter, JsonNode body) {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    boolean isOk() {
      return status == OK;
    }

    boolean isNotFound() {
      return status == NOT_FOUND;
    }
  }

  static GraphCall get(String url, Consumer<Response> handler) {
    return new GraphCall("GET", url, null, false, handler);
  }

  static GraphCall query(String url, Consumer<Response> handler) {
    return new GraphCall("GET", url, null, true, handler);
  }

  /** Which of the groups the principal is in, directly or through other groups. */
  static GraphCall checkMemberGroups(
      String principal, Collection<String> groups, Consumer<Response> handler) {
    ArrayNode ids = JSON.arrayNode();
    groups.forEach(ids::add);
    return new GraphCall(
        "POST",
        principal + "/checkMemberGroups",
        JSON.objectNode().set("groupIds", ids),
        false,
        handler);
  }

  /** As a part of a batch. */
  ObjectNode json(String id) {
    ObjectNode call = JSON.objectNode().put("id", id).put("method", method).put("url", url);
    if (body != null) {
      call.set("body", body);
      call.set("headers", JSON.objectNode().put("Content-Type", "application/json"));
    }
    if (eventual) {
      call.set("headers", JSON.objectNode().put("ConsistencyLevel", "eventual"));
    }
    return call;
  }
}
