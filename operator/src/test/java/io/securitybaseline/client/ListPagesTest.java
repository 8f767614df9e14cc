package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.report.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListPagesTest {

  private static final Pattern QUERY = Pattern.compile("(?:continue=(\\d+)&)?limit=(\\d+)");
  private static final int MIB = 1 << 20;

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private KubernetesClient client;
  private ListProgress progress;
  private int pods;

  /** Bytes of each pod, by its number. */
  private IntUnaryOperator size = _ -> 1000;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/api/v1/pods", this::answer);
    server.start();
    ApiServer created =
        KubernetesClients.client(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build(),
            Controls.watches(),
            new Metrics(new SimpleMeterRegistry(), "test"),
            new ApiServerOutage(System::nanoTime));
    client = created.client();
    progress = created.lists();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void ordinaryObjectsTakeTheRequestsThatTheClientAsksFor() {
    pods = 1200;

    assertThat(read(500)).hasSize(1200).doesNotHaveDuplicates();

    assertThat(requests)
        .containsExactly("limit=500", "continue=500&limit=500", "continue=1000&limit=500");
  }

  /** The first lists are given up only when nothing arrives. */
  @Test
  void eachPageIsProgress() {
    pods = 1200;
    assertThat(progress.parts()).isZero();

    assertThat(read(500)).hasSize(1200);

    assertThat(progress.parts()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void ofLargeObjectsFewerAreReadAtATime() {
    pods = 100;
    size = _ -> MIB;

    assertThat(read(500)).hasSize(100).doesNotHaveDuplicates();

    assertThat(requests).startsWith("limit=500", "limit=62", "limit=7", "continue=7&limit=7");
    assertThat(requests).hasSize(2 + 15);
  }

  @Test
  void oneObjectIsReadHoweverLargeItIs() {
    pods = 3;
    size = number -> number == 1 ? 2 * (int) ListPages.MOST : 10;

    assertThat(read(500)).hasSize(3);
  }

  @Test
  void afterLargeObjectsThePagesGrowAgain() {
    pods = 2000;
    size = number -> number < 20 ? MIB : 10;

    assertThat(read(500)).hasSize(2000).doesNotHaveDuplicates();

    assertThat(requests.getLast()).endsWith("limit=500");
    assertThat(requests).hasSizeLessThan(14);
  }

  @Test
  void listsThatAreNotAskedForInPagesAreReadAsEver() {
    pods = 20;
    size = _ -> MIB;

    assertThat(client.pods().inAnyNamespace().list().getItems()).hasSize(20);
    assertThat(requests).containsExactly("null");
  }

  private List<String> read(long limit) {
    List<String> names = new ArrayList<>();
    String next = null;
    do {
      PodList page =
          client
              .pods()
              .inAnyNamespace()
              .list(new ListOptionsBuilder().withLimit(limit).withContinue(next).build());
      page.getItems().forEach(pod -> names.add(pod.getMetadata().getName()));
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return names;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    requests.add(String.valueOf(query));
    Matcher asked = QUERY.matcher(String.valueOf(query));
    boolean paged = asked.matches();
    int from = paged && asked.group(1) != null ? Integer.parseInt(asked.group(1)) : 0;
    int to = paged ? Math.min(pods, from + Integer.parseInt(asked.group(2))) : pods;
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(
          "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"%s\"},\"items\":["
              .formatted(to < pods ? Integer.toString(to) : "")
              .getBytes(StandardCharsets.UTF_8));
      for (int i = from; i < to; i++) {
        body.write(
            "%s{\"metadata\":{\"name\":\"pod-%d\"},\"x\":[\"%s\"]}"
                .formatted(i == from ? "" : ",", i, "x".repeat(size.applyAsInt(i)))
                .getBytes(StandardCharsets.UTF_8));
      }
      body.write("]}".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The client dropped the answer.
    }
  }
}
