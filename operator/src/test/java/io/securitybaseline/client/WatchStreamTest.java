package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchStreamTest {

  private final Recording listener = new Recording();
  private final WatchStream stream = new WatchStream(listener);
  private final Body body = new Body();

  @BeforeEach
  void open() {
    stream.open(body);
  }

  @Test
  void eachLineIsAMessage() {
    arrives("one\ntwo\n");

    assertThat(listener.heard).containsExactly("open", "one", "two");
  }

  @Test
  void aLineEndsInALaterBuffer() {
    arrives("o");
    arrives("n", "e\nt");
    arrives("wo\n");

    assertThat(listener.heard).containsExactly("open", "one", "two");
  }

  @Test
  void aCharacterWhoseBytesAreInTwoBuffersIsKept() {
    byte[] bytes = "größe €\n".getBytes(StandardCharsets.UTF_8);
    for (byte each : bytes) {
      stream.consume(List.of(ByteBuffer.wrap(new byte[] {each})), body);
    }

    assertThat(listener.heard).containsExactly("open", "größe €");
  }

  @Test
  void aBufferIsReadBetweenItsPositionAndItsLimit() {
    stream.consume(
        List.of(ByteBuffer.wrap("ab\ncd\n".getBytes(StandardCharsets.UTF_8), 1, 3)), body);
    arrives("\n");

    assertThat(listener.heard).containsExactly("open", "b", "c");
  }

  @Test
  void moreIsReadOnceAllMessagesWereRequested() {
    assertThat(body.wanted).isEqualTo(1);
    arrives("one\ntwo\n");
    assertThat(body.wanted).isEqualTo(1);

    stream.request();
    assertThat(body.wanted).isEqualTo(1);
    stream.request();
    assertThat(body.wanted).isEqualTo(2);
  }

  @Test
  void moreIsReadAtOnceAfterAPartOfALine() {
    arrives("on");

    assertThat(body.wanted).isEqualTo(2);
  }

  @Test
  void theEndOfTheResponseClosesTheWatch() {
    body.done.complete(null);

    assertThat(listener.heard).containsExactly("open", "close");
  }

  @Test
  void aBrokenConnectionIsAnErrorWithItsCause() {
    IOException reset = new IOException("connection reset");
    body.done.completeExceptionally(reset);

    assertThat(listener.heard).containsExactly("open", "error");
    assertThat(listener.error).isSameAs(reset);
  }

  @Test
  void closingItCancelsTheResponseAndIsNoError() {
    stream.sendClose(1000, "");

    assertThat(body.done).isCancelled();
    assertThat(listener.heard).containsExactly("open", "close");
  }

  private void arrives(String... texts) {
    stream.consume(
        Arrays.stream(texts)
            .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
            .toList(),
        body);
  }

  private static final class Body implements AsyncBody {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int wanted;

    @Override
    public void consume() {
      wanted++;
    }

    @Override
    public CompletableFuture<Void> done() {
      return done;
    }

    @Override
    public void cancel() {
      done.cancel(false);
    }
  }

  private static final class Recording implements WebSocket.Listener {

    private final List<String> heard = new ArrayList<>();
    private Throwable error = new AssertionError("no error");

    @Override
    public void onOpen(WebSocket webSocket) {
      heard.add("open");
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
      heard.add(text);
    }

    @Override
    public void onClose(WebSocket webSocket, int code, String reason) {
      heard.add("close");
    }

    @Override
    public void onError(WebSocket webSocket, Throwable failure) {
      heard.add("error");
      error = failure;
    }
  }
}
