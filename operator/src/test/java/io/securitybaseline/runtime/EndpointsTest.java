package io.securitybaseline.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Endpoints endpoints = Endpoints.open(0, registry);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    endpoints.close();
    http.close();
  }

  @Test
  void whileStartingAliveAndNotReady() throws Exception {
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
  }

  @Test
  void thenWhatTheOperatorReports() throws Exception {
    AtomicBoolean alive = new AtomicBoolean(true);
    AtomicBoolean ready = new AtomicBoolean(true);
    endpoints.watch(alive::get, ready::get);

    HttpResponse<String> healthy = get("/readyz");
    assertThat(healthy.statusCode()).isEqualTo(200);
    assertThat(healthy.body()).isEqualTo("ok\n");

    alive.set(false);
    ready.set(false);
    assertThat(get("/healthz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("not ok\n");
  }

  @Test
  void metricsAreScraped() throws Exception {
    registry.counter("securitybaseline.test").increment();

    HttpResponse<String> metrics = get("/metrics");

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body())
        .contains("securitybaseline_test_total 1.0", "jvm_memory_used_bytes", "process_uptime")
        .contains("jvm_gc_collections_total{gc=", "jvm_gc_collection_seconds_total{gc=")
        .contains("jvm_allocated_bytes_total");
  }

  @Test
  void otherPathsAreNotFound() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void portThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Endpoints.open(port, registry))
          .isInstanceOf(StartupException.class)
          .hasMessageStartingWith("cannot listen on port " + port);
    }
  }

  @Test
  void anIncompleteRequestDelaysNoOtherClient() throws Exception {
    List<Socket> halves = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Socket half = new Socket("localhost", endpoints.port());
        halves.add(half);
        half.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: x\r\n".getBytes(UTF_8));
        half.getOutputStream().flush();
      }

      assertThat(get("/healthz").statusCode()).isEqualTo(200);
      assertThat(get("/readyz").statusCode()).isEqualTo(503);
    } finally {
      for (Socket half : halves) {
        half.close();
      }
    }
  }

  /** The names are the JDK's own: an unknown one would bound nothing. */
  @Test
  void requestsAndConnectionsAreBounded() {
    Endpoints.BOUNDS.forEach((property, value) -> {
      assertThat(System.getProperty(property)).isEqualTo(value);
      assertThat(GeneratedFile.read("operator/src/main/image/jvm.options"))
          .contains("\n-D" + property + "=" + value + "\n");
    });
  }

  /** Sooner than halves of requests are given up: after that they would delay no client anyway. */
  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + endpoints.port() + path);
    return http.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(9)).build(),
        BodyHandlers.ofString());
  }
}
