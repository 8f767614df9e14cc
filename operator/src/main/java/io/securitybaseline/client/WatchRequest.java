package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Opens a watch over the HTTP/2 connection that all requests share, where the client would open a
 * WebSocket with a connection of its own: docs/decisions/0034-watches-over-one-connection.md.
 * Without TLS there is no HTTP/2, and it stays a WebSocket.
 */
final class WatchRequest extends StandardWebSocketBuilder {

  WatchRequest(StandardHttpClient<?, ?, ?> client) {
    super(client);
  }

  @Override
  public CompletableFuture<WebSocket> buildAsync(WebSocket.Listener listener) {
    StandardHttpRequest asked = asHttpRequest();
    return "https".equals(asked.uri().getScheme()) && WatchAnswers.isWatch(asked.uri())
        ? opened(asked, new WatchStream(listener))
        : super.buildAsync(listener);
  }

  private CompletableFuture<WebSocket> opened(StandardHttpRequest asked, WatchStream stream) {
    CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    CompletableFuture<HttpResponse<AsyncBody>> response =
        getHttpClient().consumeBytes(endless(asked), stream);
    var _ =
        response
            .copy()
            .orTimeout(limitMillis(asked), TimeUnit.MILLISECONDS)
            .whenComplete((answer, failure) -> {
              if (failure != null) {
                response.cancel(true);
                opened.completeExceptionally(WatchStream.cause(failure));
              } else if (answer.isSuccessful()) {
                stream.open(answer.body());
                opened.complete(stream);
              } else {
                answer.body().cancel();
                opened.completeExceptionally(rejection(asked, answer.code()));
              }
            });
    return opened;
  }

  /**
   * The limit is of opening the watch; that of a request can be of reading its response as well.
   */
  private static StandardHttpRequest endless(StandardHttpRequest asked) {
    StandardHttpRequest.Builder get = asked.newBuilder();
    get.timeout(0, TimeUnit.MILLISECONDS).forStreaming();
    return get.build();
  }

  /** Zero is no limit. */
  private static long limitMillis(StandardHttpRequest asked) {
    Duration limit = asked.getTimeout();
    return limit != null && limit.isPositive() ? limit.toMillis() : Long.MAX_VALUE;
  }

  /** After 503 the client would continue in a way that decodes each buffer by itself. */
  private static IOException rejection(StandardHttpRequest asked, int code) {
    return code == HttpURLConnection.HTTP_UNAVAILABLE
        ? new IOException("the API server answers 503 to a watch")
        : new WebSocketHandshakeException(new WebSocketUpgradeResponse(asked, code));
  }
}
