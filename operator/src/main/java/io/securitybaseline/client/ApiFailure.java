package io.securitybaseline.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a request to the API server failed, and what to do, in one sentence. */
public final class ApiFailure {

  private static final String CHOOSE = "choose other credentials with --kubeconfig or --context";

  /** The client's code where there was no answer. */
  private static final int NO_ANSWER = -1;

  private ApiFailure() {}

  /** The failure of a command. */
  public static CommandFailure of(KubernetesClientException e, Config config) {
    String server = config.getMasterUrl();
    String sentence =
        switch (e.getCode()) {
          case 401 ->
              "the API server at %s does not accept the credentials: sign in again, or %s"
                  .formatted(server, CHOOSE);
          case 403 ->
              "the API server at %s denies access: %s: request that permission, or %s"
                  .formatted(server, cause(e), CHOOSE);
          case 0, NO_ANSWER ->
              "cannot reach the API server at %s: %s: check the kubeconfig and the network, or %s"
                  .formatted(
                      server, cause(e), CHOOSE.replace("other credentials", "another cluster"));
          default -> "the API server at %s answers %d: %s".formatted(server, e.getCode(), cause(e));
        };
    return new CommandFailure(sentence, e);
  }

  /** What the API server says; if it says nothing, why. */
  public static String cause(KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null) {
      return e.getStatus().getMessage();
    }
    return e.getCode() > 0 ? "HTTP status " + e.getCode() : cause((Throwable) e);
  }

  /** The innermost cause that says something. */
  public static String cause(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String known = known(each);
      if (!known.isEmpty()) {
        return known;
      }
      if (each.getMessage() != null) {
        said = each.getMessage();
      }
    }
    return said;
  }

  private static String known(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException file -> "file not found: " + file.getMessage();
      case FileNotFoundException file -> "file not found: " + file.getMessage();
      case UnknownHostException _ -> "its name cannot be resolved";
      case UnresolvedAddressException _ -> "its name cannot be resolved";
      case HttpTimeoutException _ -> "no answer in time";
      case SocketTimeoutException _ -> "no answer in time";
      case TimeoutException _ -> "no answer in time";
      case CertificateException certificate ->
          "its certificate is not trusted (%s)".formatted(certificate.getMessage());
      case SSLException tls when !(tls.getCause() instanceof CertificateException) ->
          "no TLS connection (%s)".formatted(tls.getMessage());
      case ConnectException connect
          when connect.getCause() == null
              || !(connect.getCause().getCause() instanceof UnresolvedAddressException) ->
          connect.getCause() instanceof UnresolvedAddressException
              ? "its name cannot be resolved"
              : "connection refused";
      default -> "";
    };
  }
}
