package io.securitybaseline.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An API server in this process over a small sample cluster: lists, watches, writes without
 * validation. As a real one, it offers HTTP/2. It exists so that an image build can learn which
 * classes an operator needs.
 */
public final class TrainingServer implements AutoCloseable {

  private static final String POLICIES = "apis/networking.k8s.io/v1/networkpolicies";
  private static final String REVIEWS = "apis/authorization.k8s.io/";

  /** What may be done: everything. */
  private static final String EVERY_RIGHT =
      """
      {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","metadata":{},"spec":{},
       "status":{"incomplete":false,"nonResourceRules":[],
        "resourceRules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}}
      """;

  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /** What a real API server takes of what the operator offers: the first, of TLS 1.3. */
  private static final String CIPHER = "TLS_CHACHA20_POLY1305_SHA256";

  private final SampleCluster cluster = new SampleCluster();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  private TrainingServer(TrainingCertificate certificate) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(InetAddress.getLoopbackAddress().getHostAddress())
            .setPort(0)
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(KeyCertOptions.wrap(certificate.key()));
    options.addEnabledCipherSuite(CIPHER);
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(this::serve)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** Listens with the certificate on a free port of the loopback interface. */
  public static TrainingServer start(TrainingCertificate certificate) {
    return new TrainingServer(certificate);
  }

  public String url() {
    return "https://127.0.0.1:" + server.actualPort();
  }

  /** How many NetworkPolicies there are now. */
  public int policies() {
    return cluster.count(POLICIES);
  }

  /** Takes an object away, as another client in the cluster might. */
  public void delete(String path) {
    cluster.delete(ResourcePath.parse(path));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void serve(HttpServerRequest request) {
    ResourcePath path = ResourcePath.parse(request.uri());
    if (path.watch()) {
      watch(request.response(), path);
    } else {
      request.body().onSuccess(body -> answer(request, path, body));
    }
  }

  private void watch(HttpServerResponse response, ResourcePath path) {
    response.putHeader("Content-Type", "application/json").setChunked(true);
    response.writeHead();
    Runnable end = cluster.watch(path, event -> response.write(event + "\n"));
    response.closeHandler(_ -> end.run());
  }

  private void answer(HttpServerRequest request, ResourcePath path, Buffer body) {
    HttpServerResponse response = request.response().putHeader("Content-Type", "application/json");
    switch (request.method().name()) {
      case "POST" ->
          response
              .setStatusCode(CREATED)
              .end(path.collection().startsWith(REVIEWS) ? EVERY_RIGHT : cluster.put(object(body)));
      case "PUT" -> response.end(cluster.put(object(body)));
      case "PATCH" ->
          response.end(
              path.status() ? cluster.putStatus(path, object(body)) : cluster.put(object(body)));
      case "DELETE" -> orNotFound(response, cluster.delete(path));
      default -> {
        if (path.single()) {
          orNotFound(response, cluster.find(path));
        } else {
          response.end(cluster.list(path));
        }
      }
    }
  }

  private static void orNotFound(HttpServerResponse response, Optional<String> object) {
    response
        .setStatusCode(object.isPresent() ? OK : NOT_FOUND)
        .end(
            object.orElse(
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
                    + "\"reason\":\"NotFound\",\"message\":\"not found\",\"code\":404}"));
  }

  private static ObjectNode object(Buffer body) {
    try {
      return (ObjectNode) SampleCluster.JSON.readTree(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
