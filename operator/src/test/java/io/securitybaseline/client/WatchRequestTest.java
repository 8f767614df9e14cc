package io.securitybaseline.client;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.training.TrainingCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches through the operator's client. */
class WatchRequestTest {

  private static final String EVENT =
      """
      {"type":"ADDED","object":{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"team","resourceVersion":"7","annotations":{"owner":"größe"}}}}
      """;

  private final TrainingCertificate certificate = TrainingCertificate.create();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Map<String, String>> requests = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<Namespace> received = new ArrayBlockingQueue<>(10);
  private HttpsServer server;
  private KubernetesClient client;
  private ApiServer api;
  private volatile int code = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.setExecutor(threads);
    server.createContext("/api/v1/namespaces", this::answer);
    server.start();
    api =
        KubernetesClients.client(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("https://127.0.0.1:" + server.getAddress().getPort())
                .withCaCertData(certificate.pem())
                .withRequestRetryBackoffInterval(1)
                .build(),
            Controls.watches(),
            new Metrics(new SimpleMeterRegistry(), "test"),
            new ApiServerOutage(System::nanoTime));
    client = api.client();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aWatchIsAResponseInLinesAndNoWebSocket() throws InterruptedException {
    try (var watch = client.namespaces().watch(new Receiving())) {
      assertThat(watch).isNotNull();
      Namespace namespace = received.poll(30, TimeUnit.SECONDS);

      assertThat(namespace.getMetadata().getName()).isEqualTo("team");
      assertThat(namespace.getMetadata().getAnnotations()).containsEntry("owner", "größe");
      assertThat(requests.take()).doesNotContainKey("upgrade");
      assertThat(api.answers().last("/api/v1/namespaces"))
          .contains(new WatchAnswers.Answer(200, true));
    }
  }

  @Test
  void aWatchThatIsClosedEndsItsResponse() throws InterruptedException {
    try (var _ = client.namespaces().watch(new Receiving())) {
      received.poll(30, TimeUnit.SECONDS);
    }

    eventually(() ->
        assertThat(api.answers().last("/api/v1/namespaces"))
            .contains(new WatchAnswers.Answer(200, false)));
  }

  @Test
  void aRejectedWatchHasTheCodeOfItsRejection() {
    code = 403;

    assertThatThrownBy(() -> client.namespaces().watch(new Receiving()))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            failure -> assertThat(failure.getCode()).isEqualTo(403));
    assertThat(api.answers().last("/api/v1/namespaces"))
        .contains(new WatchAnswers.Answer(403, false));
  }

  @Test
  void aWatchThatIsUnavailableDoesNotContinueInAnotherWay() {
    code = 503;

    assertThatThrownBy(() -> client.namespaces().watch(new Receiving()))
        .hasStackTraceContaining("the API server answers 503 to a watch");
    assertThat(api.answers().last("/api/v1/namespaces"))
        .contains(new WatchAnswers.Answer(503, false));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestHeaders().containsKey("Upgrade")
            ? Map.of("upgrade", exchange.getRequestHeaders().getFirst("Upgrade"))
            : Map.of());
    if (code == 200) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(EVENT.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    } else {
      exchange.sendResponseHeaders(code, -1);
      exchange.close();
    }
  }

  private final class Receiving implements Watcher<Namespace> {

    @Override
    public void eventReceived(Action action, Namespace namespace) {
      received.add(namespace);
    }

    @Override
    public void onClose(WatcherException cause) {
      // The test ends it.
    }
  }
}
