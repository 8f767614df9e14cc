package io.securitybaseline.controlplane;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The few requests that this module itself makes, as an administrator. */
final class ApiAccess implements AutoCloseable {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
  private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([\\w.-]+)\"");
  private static final int CREATED = 201;

  private final URI server;
  private final HttpClient client;

  ApiAccess(URI server, X509Certificate authority, Credentials credentials) {
    this.server = server;
    this.client =
        HttpClient.newBuilder()
            .sslContext(context(authority, credentials))
            // One connection a request: a restarted server must not meet a stale one.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(REQUEST_LIMIT)
            .build();
  }

  /** Whether a GET of that path is answered with 200; false too while no client listens. */
  boolean answers(String path) throws InterruptedException {
    try {
      HttpRequest request = request(path).GET().build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  String tokenFor(String namespace, String name, Duration lifetime) {
    String path = "/api/v1/namespaces/%s/serviceaccounts/%s/token".formatted(namespace, name);
    String body =
        """
        {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":%d}}\
        """
            .formatted(lifetime.toSeconds());
    try {
      HttpResponse<String> response =
          client.send(
              request(path)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      Matcher token = TOKEN.matcher(response.body());
      if (response.statusCode() == CREATED && token.find()) {
        return token.group(1);
      }
      throw new ControlPlaneException(
          "no token for service account %s/%s: %s".formatted(namespace, name, response.body()));
    } catch (IOException e) {
      throw new ControlPlaneException("cannot reach the API server at " + server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("interrupted while asking for a token", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(REQUEST_LIMIT);
  }

  private static SSLContext context(X509Certificate authority, Credentials credentials) {
    char[] noPassword = new char[0];
    try {
      KeyStore own = emptyStore();
      Certificate[] chain = {credentials.certificate()};
      own.setKeyEntry("admin", credentials.key(), noPassword, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, noPassword);

      KeyStore trusted = emptyStore();
      trusted.setCertificateEntry("authority", authority);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);

      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ControlPlaneException("cannot set up TLS", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
