package io.securitybaseline.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Excerpt;
import java.time.Duration;

/** Reads an API server's answer as the outcome of a change. */
final class ResponseMapper {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Only the beginning of the message of a server or an admission policy is shown to users. */
  private static final int MESSAGE_BYTES = 400;

  /**
   * The API server's words, with code 500, for an admission webhook that it cannot call and whose
   * {@code failurePolicy} is Fail. The webhook rejects the request; the server does not fail.
   */
  private static final String WEBHOOK_FAILED = "failed calling webhook";

  private ResponseMapper() {}

  static Outcome outcome(Change change, HttpResponse<String> response) {
    if (response.isSuccessful()) {
      return new Outcome.Applied();
    }
    Refusal refusal = refusal(response);
    return switch (response.code()) {
      case 404 -> notFound(change);
      case 409 -> new Outcome.Conflict();
      case 403 ->
          refusal.namespaceTerminating()
              ? new Outcome.Conflict()
              : new Outcome.Forbidden(refusal.message());
      case 400, 405, 413, 415, 422 -> new Outcome.Rejected(refusal.message());
      case 500 ->
          refusal.message().contains(WEBHOOK_FAILED)
              ? new Outcome.Rejected(refusal.message())
              : new Outcome.Retryable(retryAfter(response), refusal.message());
      default -> new Outcome.Retryable(retryAfter(response), refusal.message());
    };
  }

  /**
   * Nothing left to delete is success; no namespace or kind left to create in is not the
   * operator's.
   */
  private static Outcome notFound(Change change) {
    return change instanceof Delete ? new Outcome.Applied() : new Outcome.Conflict();
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    String seconds = response.header("Retry-After");
    try {
      return seconds == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(seconds));
    } catch (NumberFormatException _) {
      return Duration.ZERO;
    }
  }

  private static Refusal refusal(HttpResponse<String> response) {
    String body = response.body();
    try {
      JsonNode status = JSON.readTree(body == null ? "" : body);
      String message = status.path("message").asText("");
      boolean terminating = false;
      for (JsonNode cause : status.path("details").path("causes")) {
        terminating |= "NamespaceTerminating".equals(cause.path("reason").asText());
      }
      return new Refusal(
          oneLine(message.isBlank() ? "HTTP " + response.code() : message), terminating);
    } catch (JsonProcessingException _) {
      return new Refusal("HTTP " + response.code(), false);
    }
  }

  /** Admission policies may answer in paragraphs; conditions and log lines have none. */
  private static String oneLine(String message) {
    return Excerpt.of(message.strip().replaceAll("\\s+", " "), MESSAGE_BYTES);
  }

  /** The message of the API server's Status object. */
  private record Refusal(String message, boolean namespaceTerminating) {}
}
