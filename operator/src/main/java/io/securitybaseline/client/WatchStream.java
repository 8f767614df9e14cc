package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A watch as the body of an HTTP response, one event in each line, for a client that expects a
 * WebSocket. More is read once the listener has requested as many messages as it received.
 */
final class WatchStream implements WebSocket, AsyncBody.Consumer<List<ByteBuffer>> {

  private static final int NORMAL_CLOSURE = 1000;

  private final Listener listener;
  private final AtomicInteger unread = new AtomicInteger();

  /** What has arrived of a line that has not ended: a character can be in two buffers. */
  private ByteArrayOutputStream begun = new ByteArrayOutputStream(0);

  private volatile @Nullable AsyncBody body;
  private volatile boolean isClosed;

  WatchStream(Listener listener) {
    this.listener = listener;
  }

  /** The API server has accepted the watch. */
  void open(AsyncBody stream) {
    body = stream;
    listener.onOpen(this);
    var _ = stream.done().whenComplete((_, failure) -> ended(failure));
    stream.consume();
  }

  /** Buffers arrive one list after another. */
  @Override
  public void consume(List<ByteBuffer> buffers, AsyncBody stream) {
    unread.set(1);
    buffers.forEach(this::split);
    request();
  }

  private void split(ByteBuffer buffer) {
    int from = buffer.position();
    for (int at = from; at < buffer.limit(); at++) {
      if (buffer.get(at) == '\n') {
        add(buffer.slice(from, at - from));
        unread.incrementAndGet();
        listener.onMessage(this, line());
        from = at + 1;
      }
    }
    add(buffer.slice(from, buffer.limit() - from));
  }

  private void add(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      begun.writeBytes(copy);
    }
  }

  private String line() {
    String line = begun.toString(StandardCharsets.UTF_8);
    // One large object must not hold its memory for as long as the watch lasts.
    begun = new ByteArrayOutputStream(0);
    return line;
  }

  private void ended(@Nullable Throwable failure) {
    if (failure == null || isClosed) {
      listener.onClose(this, NORMAL_CLOSURE, "");
    } else {
      listener.onError(this, cause(failure));
    }
  }

  /** What failed, without what the JDK wraps it in: the client looks at its class. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @Override
  public void request() {
    AsyncBody stream = body;
    if (unread.decrementAndGet() == 0 && stream != null) {
      stream.consume();
    }
  }

  @Override
  public boolean sendClose(int code, String reason) {
    isClosed = true;
    AsyncBody stream = body;
    if (stream != null) {
      stream.cancel();
    }
    return true;
  }

  /** A watch is only read. */
  @Override
  public boolean send(ByteBuffer buffer) {
    return false;
  }

  @Override
  public long queueSize() {
    return 0;
  }
}
