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
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of a page, and gives up on one that becomes too large. A page that is fetched
 * ahead stays compressed, and at most {@link #LARGE}, until it is asked for.
 */
final class PageBody implements AsyncBody.Consumer<List<ByteBuffer>> {

  /** Bytes beyond which an answer waits until no other such is being read. */
  static final long LARGE = 2 << 20;

  private final long most;
  private final LargeAnswers large;
  private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private LargeAnswers.@Nullable Turn turn;
  private @Nullable AsyncBody source;
  private @Nullable Runnable postponed;
  private @Nullable Runnable due;
  private boolean wanted;
  private boolean dropped;
  private boolean queued;
  private boolean granted;
  private boolean compressed;
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
      giveUp();
      return;
    }
    buffers.addAll(more);
    if (queued || size <= LARGE) {
      body.consume();
    } else if (wanted) {
      takeTurn(body::consume);
    } else {
      postponed = () -> takeTurn(body::consume);
    }
  }

  /** More of the body may arrive before this returns, if no other response has the turn. */
  private synchronized void takeTurn(Runnable step) {
    due = step;
    if (!queued) {
      queued = true;
      turn = large.turn(this::granted);
    }
  }

  private void granted() {
    Runnable next;
    synchronized (this) {
      granted = true;
      next = due;
      due = null;
    }
    if (next != null) {
      next.run();
    }
  }

  private synchronized void giveUp() {
    tooLarge = true;
    bytes.completeExceptionally(
        new IOException("a response of more than %d bytes".formatted(most)));
  }

  /** The page is asked for: all of it may be read. */
  void want() {
    Runnable next;
    synchronized (this) {
      wanted = true;
      next = postponed;
      postponed = null;
    }
    if (next != null) {
      next.run();
    }
  }

  /** The page is not needed. What has not arrived of it would occupy the connection. */
  void drop() {
    AsyncBody body;
    synchronized (this) {
      dropped = true;
      postponed = null;
      body = source;
    }
    if (body != null && !body.done().isDone()) {
      body.cancel();
    }
  }

  /** The response with its whole body. */
  CompletableFuture<HttpResponse<byte[]>> read(HttpResponse<AsyncBody> response) {
    AsyncBody body = response.body();
    boolean gone;
    synchronized (this) {
      compressed = Gzip.NAME.equals(response.header("Content-Encoding"));
      source = body;
      gone = dropped;
    }
    var _ = body.done().whenComplete((_, failure) -> done(failure));
    if (gone) {
      body.cancel();
    } else {
      body.consume();
    }
    return bytes.thenApply(whole -> new Whole(response, whole));
  }

  private void done(@Nullable Throwable failure) {
    byte[] body;
    boolean plain;
    synchronized (this) {
      if (failure != null || dropped) {
        buffers.clear();
        bytes.completeExceptionally(
            failure == null ? new IOException("the page is not needed") : failure);
        return;
      }
      body = BufferUtil.toArray(buffers);
      buffers.clear();
      plain = !compressed;
      if (compressed && !wanted) {
        postponed = () -> decompress(body);
        return;
      }
    }
    if (plain) {
      bytes.complete(body);
    } else {
      decompress(body);
    }
  }

  /** From here on it counts with the size that it takes in memory. */
  private void decompress(byte[] body) {
    synchronized (this) {
      size = Gzip.size(body);
      if (size > most) {
        giveUp();
        return;
      }
      if (!granted && size > LARGE) {
        // The response whose turn ends does not wait until this page is read.
        takeTurn(() -> ForkJoinPool.commonPool().execute(() -> inflate(body)));
        return;
      }
    }
    inflate(body);
  }

  private void inflate(byte[] body) {
    try {
      bytes.complete(Gzip.inflate(body));
    } catch (IOException | RuntimeException e) {
      bytes.completeExceptionally(e);
    }
  }

  synchronized boolean tooLarge() {
    return tooLarge;
  }

  synchronized long bytes() {
    return size;
  }

  /** The response has been read. */
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
