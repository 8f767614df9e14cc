package io.securitybaseline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/** Requests as the cluster's administrator, whom API priority and fairness exempts. */
final class Api {

  private static final int WORKERS = 32;

  /** With many thousands of writes in progress, etcd answers some with a timeout (status 500). */
  private static final int ATTEMPTS = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final HttpClient client;
  private final HttpClient watches;

  Api(String kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig);
    server = URI.create(config.getMasterUrl());
    SSLContext context = context(config);
    client = HttpClient.newBuilder().sslContext(context).build();
    watches =
        HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }

  static String template(String name) {
    try (InputStream in = Api.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode get(String path) {
    return send("GET", path, "");
  }

  JsonNode create(String collection, String body) {
    return send("POST", collection, body);
  }

  JsonNode patch(String path, String body) {
    return send("PATCH", path, body);
  }

  /** As kubelets do: of a list whose items have a key, items are changed one by one. */
  JsonNode strategicPatch(String path, String body) {
    return send("PATCH", path, body, "application/strategic-merge-patch+json");
  }

  /** What is not there counts as deleted. */
  JsonNode delete(String path) {
    return send("DELETE", path, "");
  }

  /** A stream of events, one a line, beginning after the version of the list. */
  InputStream watch(String collection) throws IOException, InterruptedException {
    String version = get(collection + "?limit=1").at("/metadata/resourceVersion").asText();
    URI uri = server.resolve(collection + "?watch=true&resourceVersion=" + version);
    return watches.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream()).body();
  }

  /** Runs the action for each number from 0, many at a time. */
  static void each(int count, IntConsumer action) {
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (Future<?> each :
          IntStream.range(0, count)
              .<Future<?>>mapToObj(number -> workers.submit(() -> action.accept(number)))
              .toList()) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  private JsonNode send(String method, String path, String body) {
    return send(
        method,
        path,
        body,
        method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
  }

  private JsonNode send(String method, String path, String body, String contentType) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body))
            .build();
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        int status = response.statusCode();
        if (status < 300 || done(method, status, attempt)) {
          return method.equals("GET") ? JSON.readTree(response.body()) : JSON.missingNode();
        }
        if (status < 500 || attempt == ATTEMPTS) {
          throw new IllegalStateException(
              "%s %s: %s"
                  .formatted(method, path, new String(response.body(), StandardCharsets.UTF_8)));
        }
      } catch (IOException e) {
        // The server closes idle connections; a read or a deletion changes nothing the second time.
        if (attempt == ATTEMPTS || !(method.equals("GET") || method.equals("DELETE"))) {
          throw new UncheckedIOException(e);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** After a timeout of etcd, the first attempt may have created the object after all. */
  private static boolean done(String method, int status, int attempt) {
    return switch (method) {
      case "DELETE" -> status == 404;
      case "POST" -> status == 409 && attempt > 1;
      default -> false;
    };
  }

  private static SSLContext context(Config config) {
    try {
      return SSLUtils.sslContext(config);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot set up TLS", e);
    }
  }
}
