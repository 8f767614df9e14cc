package io.securitybaseline.facts.azure.graph;

import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.client.Failures;
import java.util.Optional;

/** What went wrong in words for users; the messages of Microsoft Graph name each request. */
final class GraphFailures {

  static final String PERMISSIONS =
      "the operator's identity lacks the application permissions User.Read.All and"
          + " GroupMember.Read.All of Microsoft Graph: grant them as docs/azure.md shows";

  private static final String THROTTLED = "Microsoft Graph throttles the operator";

  private GraphFailures() {}

  /** Of a whole batch. */
  static Failure of(RuntimeException thrown) {
    Failure failure = Failures.of(thrown, "");
    return switch (failure.kind()) {
      case FORBIDDEN -> new Failure(Kind.FORBIDDEN, PERMISSIONS);
      case NOT_FOUND, MISCONFIGURED, VERSION_REFUSED ->
          new Failure(failure.kind(), "Microsoft Graph rejects the request: check the endpoint");
      case THROTTLED ->
          failure.message().startsWith("Azure")
              ? new Failure(Kind.THROTTLED, THROTTLED, failure.retryAfter())
              : failure;
      case NOT_SIGNED_IN, BUSY, FAULT, UNREACHABLE, UNREADABLE ->
          new Failure(
              failure.kind(),
              failure.message().replace("Azure answered", "Microsoft Graph answered"),
              failure.retryAfter());
    };
  }

  /** Of one call that may succeed later; empty for a definite answer. */
  static Optional<Failure> passing(GraphCall.Response response) {
    return switch (response.status()) {
      case 429 -> Optional.of(new Failure(Kind.THROTTLED, THROTTLED, response.retryAfter()));
      case 401 -> Optional.of(new Failure(Kind.NOT_SIGNED_IN, "Microsoft Graph rejects the token"));
      case 408, 409, 423 -> Optional.of(fault(response));
      default ->
          response.status() >= 500 || response.status() < 200
              ? Optional.of(fault(response))
              : Optional.empty();
    };
  }

  private static Failure fault(GraphCall.Response response) {
    return new Failure(
        Kind.FAULT,
        "Microsoft Graph answered with status " + response.status(),
        response.retryAfter());
  }
}
