package io.securitybaseline.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Excerpt;
import io.securitybaseline.control.FieldPath;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** The words of the quota admission plugin; the same code stands for a missing permission. */
  private static final String QUOTA_EXCEEDED = "exceeded quota";

  /** The quota was just created, and no controller has counted what it limits. */
  private static final String QUOTA_NOT_COUNTED = "status unknown for quota";

  private ResponseMapper() {}

  /**
   * Maps a response.
   *
   * @param object the object of the change
   */
  static Outcome outcome(Change change, SentObject object, HttpResponse<String> response) {
    if (response.isSuccessful()) {
      return rewritten(change, object, response.body())
          .<Outcome>map(field -> new Outcome.Rewritten(field.toString()))
          .orElseGet(Outcome.Applied::new);
    }
    Refusal refusal = refusal(response);
    return switch (response.code()) {
      case 404 -> notFound(change);
      case 409 -> new Outcome.Conflict();
      case 403 -> forbidden(refusal, response);
      case 400, 405, 413, 415, 422 -> new Outcome.Rejected(refusal.message());
      case 500 ->
          refusal.message().contains(WEBHOOK_FAILED)
              ? new Outcome.Rejected(refusal.message())
              : new Outcome.Retryable(retryAfter(response), refusal.message());
      default -> new Outcome.Retryable(retryAfter(response), refusal.message());
    };
  }

  private static Outcome forbidden(Refusal refusal, HttpResponse<String> response) {
    if (refusal.namespaceTerminating()) {
      return new Outcome.Conflict();
    }
    if (refusal.message().contains(QUOTA_NOT_COUNTED)) {
      return new Outcome.Retryable(retryAfter(response), refusal.message());
    }
    return refusal.message().contains(QUOTA_EXCEEDED)
        ? new Outcome.QuotaExceeded(refusal.message())
        : new Outcome.Forbidden(refusal.message());
  }

  /** What was stored instead of what was sent; an answer without an object proves nothing. */
  private static Optional<FieldPath> rewritten(
      Change change, SentObject object, @Nullable String body) {
    if (change instanceof Delete || change.object() instanceof Event) {
      return Optional.empty();
    }
    try {
      return object.expected().difference(change, body == null ? "" : body);
    } catch (IOException _) {
      return Optional.empty();
    }
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
