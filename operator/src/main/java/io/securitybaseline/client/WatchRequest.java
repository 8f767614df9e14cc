package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Opens a watch over the HTTP/2 connection that all requests share, where the client would open a
 * WebSocket with a connection of its own: docs/decisions/0034-watches-over-one-connection.md.
 * Without TLS there is no HTTP/2, and it stays a WebSocket.
 */
final class WatchRequest implements WebSocket.Builder {

  private final HttpClient client;
  private final WebSocket.Builder webSocket;
  private final StandardHttpRequest.Builder request = new StandardHttpRequest.Builder();
  private long timeoutMillis = Long.MAX_VALUE;

  WatchRequest(HttpClient client) {
    this.client = client;
    this.webSocket = client.newWebSocketBuilder();
    request.forStreaming();
  }

  @Override
  public CompletableFuture<WebSocket> buildAsync(WebSocket.Listener listener) {
    StandardHttpRequest get = request.build();
    return "https".equals(get.uri().getScheme()) && WatchAnswers.isWatch(get.uri())
        ? opened(get, new WatchStream(listener))
        : webSocket.buildAsync(listener);
  }

  private CompletableFuture<WebSocket> opened(StandardHttpRequest get, WatchStream stream) {
    CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    CompletableFuture<HttpResponse<AsyncBody>> response = client.consumeBytes(get, stream);
    var _ =
        response
            .copy()
            .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
            .whenComplete((answer, failure) -> {
              if (failure != null) {
                response.cancel(true);
                opened.completeExceptionally(WatchStream.cause(failure));
              } else if (answer.isSuccessful()) {
                stream.open(answer.body());
                opened.complete(stream);
              } else {
                answer.body().cancel();
                opened.completeExceptionally(rejection(get, answer.code()));
              }
            });
    return opened;
  }

  /** After 503 the client would continue in a way that decodes each buffer by itself. */
  private static IOException rejection(StandardHttpRequest get, int code) {
    return code == HttpURLConnection.HTTP_UNAVAILABLE
        ? new IOException("the API server answers 503 to a watch")
        : new WebSocketHandshakeException(new WebSocketUpgradeResponse(get, code));
  }

  @Override
  public WebSocket.Builder uri(URI uri) {
    request.uri(uri);
    webSocket.uri(uri);
    return this;
  }

  @Override
  public WebSocket.Builder header(String name, String value) {
    request.header(name, value);
    webSocket.header(name, value);
    return this;
  }

  @Override
  public WebSocket.Builder setHeader(String name, String value) {
    request.setHeader(name, value);
    webSocket.setHeader(name, value);
    return this;
  }

  @Override
  public WebSocket.Builder subprotocol(String protocol) {
    webSocket.subprotocol(protocol);
    return this;
  }

  /** Zero is no limit. */
  @Override
  public WebSocket.Builder connectTimeout(long timeout, TimeUnit unit) {
    timeoutMillis = timeout > 0 ? unit.toMillis(timeout) : Long.MAX_VALUE;
    webSocket.connectTimeout(timeout, unit);
    return this;
  }
}
