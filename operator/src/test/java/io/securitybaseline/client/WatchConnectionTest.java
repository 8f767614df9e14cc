package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.training.TrainingCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections of the operator to a server that offers HTTP/2 as an API server. */
class WatchConnectionTest {

  private static final String NAMESPACE =
      """
      {"kind":"Namespace","apiVersion":"v1","metadata":{"name":"team"}}
      """;

  private final TrainingCertificate certificate = TrainingCertificate.create();
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<HttpVersion> versions = ConcurrentHashMap.newKeySet();
  private final HttpServer server =
      vertx
          .createHttpServer(
              new HttpServerOptions()
                  .setHost("127.0.0.1")
                  .setPort(0)
                  .setSsl(true)
                  .setUseAlpn(true)
                  .setKeyCertOptions(KeyCertOptions.wrap(certificate.key())))
          .connectionHandler(_ -> connections.incrementAndGet())
          .requestHandler(this::answer)
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .join();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void watchesAndReadsShareOneConnectionAndWritesHaveAnother() {
    try (ApiServer operators = connect();
        var namespaces = operators.client().namespaces().watch(new Ignoring<>());
        var pods = operators.client().pods().inAnyNamespace().watch(new Ignoring<>())) {
      assertThat(namespaces).isNotSameAs(pods);
      assertThat(nameOf(operators.client())).isEqualTo("team");
      assertThat(connections).hasValue(1);

      assertThat(nameOf(operators.writer())).isEqualTo("team");
      assertThat(nameOf(operators.writer())).isEqualTo("team");

      assertThat(connections).hasValue(2);
      assertThat(versions).containsExactly(HttpVersion.HTTP_2);
    }
  }

  private static String nameOf(KubernetesClient client) {
    return client.namespaces().withName("team").get().getMetadata().getName();
  }

  private ApiServer connect() {
    return KubernetesClients.client(
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl("https://127.0.0.1:" + server.actualPort())
            .withCaCertData(certificate.pem())
            .build(),
        Controls.watches(),
        new Metrics(new SimpleMeterRegistry(), "test"),
        new ApiServerOutage(System::nanoTime));
  }

  private void answer(HttpServerRequest request) {
    versions.add(request.version());
    if (request.uri().contains("watch=true")) {
      request.response().setChunked(true).writeHead();
    } else {
      request.response().putHeader("Content-Type", "application/json").end(NAMESPACE);
    }
  }

  private static final class Ignoring<T> implements Watcher<T> {

    @Override
    public void eventReceived(Action action, T object) {
      // None is sent.
    }

    @Override
    public void onClose(WatcherException cause) {
      // The test ends it.
    }
  }
}
