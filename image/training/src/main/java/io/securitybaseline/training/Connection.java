package io.securitybaseline.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP/1.1 and WebSockets (RFC 6455), as far as a Kubernetes client goes. */
final class Connection implements AutoCloseable {

  private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int FINAL_TEXT_FRAME = 0x81;
  private static final int LENGTH_IN_TWO_BYTES = 126;
  private static final int LENGTH_IN_EIGHT_BYTES = 127;
  private static final int LONGEST_IN_ONE_BYTE = 125;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  record Request(String method, String target, Map<String, String> headers, String body) {}

  Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** The next request; none when the client has closed the connection. */
  Optional<Request> next() throws IOException {
    String[] first = line().split(" ", -1);
    if (first.length < 2) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return Optional.of(new Request(first[0], first[1], headers, body));
  }

  void answer(int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    head(
        "HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(code, bytes.length));
    out.write(bytes);
    out.flush();
  }

  /** Becomes a WebSocket, whose texts are sent by {@link #send}. */
  void upgrade(Request request) throws IOException {
    String key = request.headers().getOrDefault("sec-websocket-key", "");
    head(
        "HTTP/1.1 101 -\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
            .formatted(accept(key)));
    out.flush();
  }

  synchronized void send(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(FINAL_TEXT_FRAME);
    if (bytes.length <= LONGEST_IN_ONE_BYTE) {
      out.write(bytes.length);
    } else if (bytes.length <= Character.MAX_VALUE) {
      out.write(LENGTH_IN_TWO_BYTES);
      out.write(ByteBuffer.allocate(Character.BYTES).putChar((char) bytes.length).array());
    } else {
      out.write(LENGTH_IN_EIGHT_BYTES);
      out.write(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
    }
    out.write(bytes);
    out.flush();
  }

  /** Waits for the client's first frame: it never sends one but to close. */
  void awaitClose() throws IOException {
    in.read();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void head(String head) throws IOException {
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + ACCEPT_GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
