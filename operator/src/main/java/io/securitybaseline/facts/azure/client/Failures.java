package io.securitybaseline.facts.azure.client;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;
import com.azure.identity.CredentialUnavailableException;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.Exceptions;

/**
 * Exceptions of the SDK as messages for users. Azure's own messages contain times and trace IDs,
 * which would change at every attempt, so only their codes are used.
 */
public final class Failures {

  private static final int TOO_MANY = 429;

  private static final Pattern ENTRA_CODE = Pattern.compile("AADSTS\\d{3,8}");

  /** Source: Entra ID's list of authentication error codes. */
  private static final Map<String, String> ENTRA_HINTS =
      Map.of(
          "AADSTS700024",
          "the pod's token is not valid at this time: check the clock of the node",
          "AADSTS70021",
          "no federated credential matches: compare its issuer and subject with docs/azure.md",
          "AADSTS700211",
          "no federated credential has the cluster's issuer: see docs/azure.md",
          "AADSTS700213",
          "no federated credential has this ServiceAccount as its subject: see docs/azure.md",
          "AADSTS700016",
          "the tenant has no identity with AZURE_CLIENT_ID: correct workloadIdentity.clientId",
          "AADSTS90002",
          "there is no tenant AZURE_TENANT_ID: correct workloadIdentity.tenantId",
          "AADSTS7000215",
          "AZURE_CLIENT_SECRET is wrong");

  private Failures() {}

  /**
   * What failed, from what the SDK threw.
   *
   * @param action the right that the request needs, as in a role definition
   */
  public static Failure of(Throwable thrown, String action) {
    Throwable error = Exceptions.unwrap(thrown);
    return switch (error) {
      case CredentialUnavailableException _ ->
          signIn(
              "Azure CLI, which the operator uses outside of a pod, is not available or not signed"
                  + " in: run az login");
      case EntraException entra -> ofEntra(entra.getResponse());
      case HttpResponseException answered when answered.getResponse() != null ->
          answered(answered, action);
      case ClientAuthenticationException refused when refused.getCause() == null -> entra(refused);
      case TimeoutException _ -> new Failure(Kind.UNREACHABLE, "Azure did not answer in time");
      case FileSystemException _ ->
          signIn("the file that AZURE_FEDERATED_TOKEN_FILE names cannot be read");
      case UncheckedIOException io when io.getCause() instanceof FileSystemException file ->
          of(file, action);
      case UncheckedIOException io -> unreachable(io);
      case IOException io -> unreachable(io);
      default -> causedBy(error, action);
    };
  }

  private static Failure causedBy(Throwable error, String action) {
    if (ENTRA_CODE.matcher(String.valueOf(error.getMessage())).find()) {
      return entra(error);
    }
    Throwable cause = error.getCause();
    return cause == null
        ? new Failure(
            Kind.UNREADABLE,
            "the answer from Azure cannot be parsed: " + error.getClass().getSimpleName())
        : of(cause, action);
  }

  private static Failure answered(HttpResponseException error, String action) {
    HttpResponse response = error.getResponse();
    int status = response.getStatusCode();
    return switch (status) {
      case 400, 401 -> unwelcome(error, status);
      case 403 ->
          new Failure(
              Kind.FORBIDDEN,
              "the identity lacks %s: assign it the role of docs/azure.md".formatted(action));
      case 404 -> new Failure(Kind.NOT_FOUND, "Azure does not have it");
      case 408, 409, 429 -> passing(status, RetryAfter.of(response));
      default ->
          status >= 500
              ? passing(status, RetryAfter.of(response))
              : new Failure(
                  Kind.UNREADABLE,
                  "Azure's answer with status %d cannot be parsed".formatted(status));
    };
  }

  private static Failure passing(int status, Optional<Duration> retryAfter) {
    return switch (status) {
      case 409 ->
          new Failure(Kind.BUSY, "an operation on the cluster is under way in Azure", retryAfter);
      case 429 ->
          new Failure(
              Kind.THROTTLED,
              "Azure throttles the operator: its subscription has used up its quota of requests",
              retryAfter);
      default -> new Failure(Kind.FAULT, "Azure answered with status " + status, retryAfter);
    };
  }

  /** Entra ID rejects by these too, and then gives its code. */
  private static Failure unwelcome(HttpResponseException error, int status) {
    if (ENTRA_CODE.matcher(String.valueOf(error.getMessage())).find()) {
      return entra(error);
    }
    return status == 400
        ? new Failure(Kind.MISCONFIGURED, "Azure rejects the request as malformed")
        : signIn(
            "Azure rejects the token: check the identity's tenant and the clock of the" + " node");
  }

  /** Every other request would need its token as well. */
  private static Failure ofEntra(HttpResponse response) {
    Optional<Duration> retryAfter = RetryAfter.of(response);
    return response.getStatusCode() == TOO_MANY
        ? new Failure(
            Kind.THROTTLED,
            "Entra ID throttles the operator: the identity asks for tokens too often",
            retryAfter)
        : new Failure(
            Kind.UNREACHABLE,
            "Entra ID issued no token, it answered with status " + response.getStatusCode(),
            retryAfter);
  }

  private static Failure entra(Throwable error) {
    Matcher matcher = ENTRA_CODE.matcher(String.valueOf(error.getMessage()));
    if (!matcher.find()) {
      return signIn("Entra ID issued no token");
    }
    String code = matcher.group();
    return signIn(
        "Entra ID issued no token (%s): %s"
            .formatted(code, ENTRA_HINTS.getOrDefault(code, "see Microsoft's page on that code")));
  }

  private static Failure signIn(String message) {
    return new Failure(Kind.NOT_SIGNED_IN, message);
  }

  private static Failure unreachable(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new Failure(
        Kind.UNREACHABLE, "no connection to Azure (%s)".formatted(root.getClass().getSimpleName()));
  }
}
