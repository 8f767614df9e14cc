package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BufferUtil;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Collects the bytes of an answer, and gives up on one that becomes too large. */
final class PageBody implements AsyncBody.Consumer<List<ByteBuffer>> {

  /** Bytes beyond which an answer waits until no other such is being read. */
  static final long LARGE = 2 << 20;

  private final long most;
  private final LargeAnswers large;
  private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private LargeAnswers.@Nullable Turn turn;
  private long size;
  private boolean tooLarge;

  PageBody(long most, LargeAnswers large) {
    this.most = most;
    this.large = large;
  }

  @Override
  public synchronized void consume(List<ByteBuffer> more, AsyncBody body) {
    for (ByteBuffer buffer : more) {
      size += buffer.remaining();
    }
    if (size > most) {
      tooLarge = true;
      buffers.clear();
      body.cancel();
      bytes.completeExceptionally(
          new IOException("a response of more than %d bytes".formatted(most)));
      return;
    }
    buffers.addAll(more);
    if (turn == null && size > LARGE) {
      turn = large.turn(body::consume);
    } else {
      body.consume();
    }
  }

  /** The response with its whole body. */
  CompletableFuture<HttpResponse<byte[]>> read(HttpResponse<AsyncBody> response) {
    var _ = response.body().done().whenComplete((_, failure) -> done(failure));
    response.body().consume();
    return bytes.thenApply(body -> new Whole(response, body));
  }

  private void done(@Nullable Throwable failure) {
    byte[] body;
    synchronized (this) {
      if (failure != null) {
        buffers.clear();
        bytes.completeExceptionally(failure);
        return;
      }
      body = BufferUtil.toArray(buffers);
      buffers.clear();
    }
    bytes.complete(body);
  }

  synchronized boolean tooLarge() {
    return tooLarge;
  }

  synchronized long bytes() {
    return size;
  }

  /** What came of the answer has been taken from it. */
  void release() {
    LargeAnswers.Turn held;
    synchronized (this) {
      held = turn;
    }
    if (held != null) {
      held.end();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // it is handed on, and never compared
  private record Whole(HttpResponse<?> response, byte[] body) implements HttpResponse<byte[]> {

    @Override
    public int code() {
      return response.code();
    }

    @Override
    public String message() {
      return response.message();
    }

    @Override
    public HttpRequest request() {
      return response.request();
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
      return response.previousResponse();
    }

    @Override
    public List<String> headers(String key) {
      return response.headers(key);
    }

    @Override
    public Map<String, List<String>> headers() {
      return response.headers();
    }
  }
}
