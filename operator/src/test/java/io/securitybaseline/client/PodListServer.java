package io.securitybaseline.client;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Lists pods in pages, and has a client of the operator. */
final class PodListServer implements AutoCloseable {

  private static final Pattern QUERY = Pattern.compile("(?:continue=(\\d+)&)?limit=(\\d+)");

  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final KubernetesClient client;
  final ListProgress progress;

  /** Responses that the client did not read to the end. */
  final AtomicInteger dropped = new AtomicInteger();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  volatile int pods;

  /** Whether responses are compressed for clients that ask for it. */
  volatile boolean compresses;

  /** Bytes of each pod, by its number. */
  volatile IntUnaryOperator size = _ -> 1000;

  PodListServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
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

  /** The names of all pods, read in pages. */
  List<String> read(long limit) {
    List<String> names = new ArrayList<>();
    String next = null;
    do {
      PodList page = page(limit, next);
      page.getItems().forEach(pod -> names.add(pod.getMetadata().getName()));
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return names;
  }

  PodList page(long limit, @Nullable String token) {
    return client
        .pods()
        .inAnyNamespace()
        .list(new ListOptionsBuilder().withLimit(limit).withContinue(token).build());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    requests.add(String.valueOf(query));
    Matcher asked = QUERY.matcher(String.valueOf(query));
    boolean paged = asked.matches();
    int from = paged && asked.group(1) != null ? Integer.parseInt(asked.group(1)) : 0;
    int to = paged ? Math.min(pods, from + Integer.parseInt(asked.group(2))) : pods;
    boolean zip =
        compresses && Gzip.NAME.equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (zip) {
      exchange.getResponseHeaders().add("Content-Encoding", Gzip.NAME);
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream plain = exchange.getResponseBody();
        OutputStream body = zip ? new GZIPOutputStream(plain) : plain) {
      write(body, from, to);
    } catch (IOException e) {
      dropped.incrementAndGet();
    }
  }

  private void write(OutputStream body, int from, int to) throws IOException {
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
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
    threads.close();
  }
}
