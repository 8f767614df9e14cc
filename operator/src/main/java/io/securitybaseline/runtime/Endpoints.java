package io.securitybaseline.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Metrics and health over plain HTTP. {@code /healthz} fails when there is work and no progress,
 * {@code /readyz} until all caches are filled. Neither depends on anything outside the cluster. A
 * client that sends an incomplete request and waits delays only itself.
 */
final class Endpoints implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /**
   * What the JDK's server takes from system properties alone, when the first server of a process is
   * made: seconds for a request to arrive, and connections at a time. Unbounded by default. The
   * image sets them too; values that the user sets take precedence.
   */
  static final Map<String, String> BOUNDS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "30",
          "jdk.httpserver.maxConnections", "500");

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());

  /** Before there is an operator, the process is alive and not ready. */
  private volatile BooleanSupplier alive = () -> true;

  private volatile BooleanSupplier ready = () -> false;

  private Endpoints(HttpServer server) {
    this.server = server;
  }

  static Endpoints open(int port, PrometheusMeterRegistry registry) {
    BOUNDS.forEach((property, value) -> {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    });
    try {
      Endpoints endpoints = new Endpoints(HttpServer.create(new InetSocketAddress(port), 0));
      endpoints.serve(registry);
      return endpoints;
    } catch (IOException e) {
      throw new StartupException(
          "cannot listen on port %d (%s): choose another with --port, 0 picks a free one"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Enables the health endpoints for an operator. */
  void watch(BooleanSupplier alive, BooleanSupplier ready) {
    this.alive = alive;
    this.ready = ready;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(PrometheusMeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    JvmCosts.bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    check("/healthz", () -> alive.getAsBoolean());
    check("/readyz", () -> ready.getAsBoolean());
    server.createContext(
        "/metrics", exchange -> answer(exchange, 200, PROMETHEUS, registry.scrape()));
    server.setExecutor(threads);
    server.start();
  }

  private void check(String path, BooleanSupplier passes) {
    server.createContext(
        path,
        exchange -> {
          boolean passed = passes.getAsBoolean();
          answer(exchange, passed ? 200 : 503, TEXT, passed ? "ok\n" : "not ok\n");
        });
  }

  private static void answer(HttpExchange exchange, int code, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(code, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
