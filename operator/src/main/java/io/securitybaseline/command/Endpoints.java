package io.securitybaseline.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.reconcile.OperatorRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Metrics and health over plain HTTP. {@code /healthz} fails when the workers show no sign of life,
 * {@code /readyz} until all caches are filled. Neither depends on anything outside the cluster.
 */
final class Endpoints implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private volatile @Nullable Health health;

  private Endpoints(HttpServer server) {
    this.server = server;
  }

  static Endpoints open(int port, PrometheusMeterRegistry registry) {
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

  /** Lets the health of this operator be told from now on; before, it is alive and not ready. */
  void watch(OperatorRuntime runtime) {
    health = new Health(runtime);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(PrometheusMeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    check("/healthz", () -> isTrue(health, Health::isAlive, true));
    check("/readyz", () -> isTrue(health, Health::isReady, false));
    server.createContext(
        "/metrics", exchange -> answer(exchange, 200, PROMETHEUS, registry.scrape()));
    server.setExecutor(
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("http").daemon().factory()));
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

  private static boolean isTrue(
      @Nullable Health health, Predicate<Health> question, boolean whileStarting) {
    return health == null ? whileStarting : question.test(health);
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
