package io.securitybaseline.testing.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** How the server answers a request. */
@FunctionalInterface
public interface Reply {

  void send(HttpExchange exchange) throws IOException;

  static Reply json(JsonNode body) {
    return json(body.toString());
  }

  static Reply json(String body) {
    return of(200, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  /** An error as Azure Resource Manager words it. */
  static Reply error(int status, String code) {
    return error(status, code, Map.of());
  }

  static Reply error(int status, String code, Map<String, String> headers) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      of(
              status,
              headers,
              """
              {"error":{"code":"%s","message":"told at %s, correlation id %s"}}\
              """
                  .formatted(code, System.nanoTime(), System.nanoTime()))
          .send(exchange);
    };
  }

  /** An error as Entra ID words it. */
  static Reply entraError(int status, String code) {
    return of(
        status,
        Map.of("Content-Type", "application/json"),
        """
        {"error":"invalid_client","error_description":"%s: told. Trace ID: %s Timestamp: now",
         "error_codes":[%s],"correlation_id":"c"}\
        """
            .formatted(code, System.nanoTime(), code.replaceAll("\\D", "")));
  }

  static Reply of(int status, Map<String, String> headers, String body) {
    return exchange -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    };
  }

  /** Says nothing before the latch is open. */
  static Reply silentUntil(CountDownLatch latch) {
    return _ -> await(latch);
  }

  /** Promises a body, begins it, and does not go on before the latch is open. */
  static Reply slowUntil(CountDownLatch latch) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 1000);
      OutputStream out = exchange.getResponseBody();
      out.write("{\"location\": \"west".getBytes(StandardCharsets.UTF_8));
      out.flush();
      await(latch);
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
