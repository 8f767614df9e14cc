package io.securitybaseline.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads when the operator does not start. */
class PreflightTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String NONE =
      """
      {"apiVersion": "securitybaseline.io/v1alpha1", "kind": "SecurityBaselineList", "items": []}
      """;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "404, the API server does not serve SecurityBaseline: kubectl apply --server-side -f crds/",
    "401, denies access",
    "403, denies access",
    "500, within 1 seconds",
  })
  void whatTheServerReports(int code, String sentence) throws IOException {
    assertThatThrownBy(() -> check(code, "{}"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aServerThatServesTheKindIsEnough() {
    assertThatCode(() -> check(200, NONE)).doesNotThrowAnyException();
  }

  @Test
  void aMissingServerIsWaitedForAndThenNamed() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThatThrownBy(() -> check(free))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith(
            "no answer from the API server at http://localhost:%d/ within 1 seconds"
                .formatted(free));
  }

  private static void check(int code, String body) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(code, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      check(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static void check(int port) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://localhost:" + port)
            .withRequestRetryBackoffLimit(0)
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      Preflight.check(client, PATIENCE);
    }
  }
}
