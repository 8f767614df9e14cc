package io.securitybaseline.engines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * HTTP over a socket in a file, which the JDK's client does not do: one request for each
 * connection, in HTTP 1.0, so that an answer ends where the connection does.
 */
record UnixHttp(Path socket) {

  static final int OK = 200;
  static final int CREATED = 201;

  /** There was no answer, as while the server starts. */
  private static final int NONE = 0;

  private static final int BUFFER = 1 << 16;
  private static final String END_OF_HEADERS = "\r\n\r\n";

  /** An answer; the status is 0 where there was none. */
  record Response(int status, String body) {}

  Response request(String method, String path, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + content.length
            + END_OF_HEADERS;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      write(channel, head.getBytes(StandardCharsets.UTF_8));
      write(channel, content);
      return parse(new String(read(channel), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Response(NONE, String.valueOf(e.getMessage()));
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static byte[] read(SocketChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (channel.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toByteArray();
  }

  private static Response parse(String text) {
    int end = text.indexOf(END_OF_HEADERS);
    String[] first = text.split(" ", 3);
    if (end < 0 || first.length < 3) {
      return new Response(NONE, text);
    }
    return new Response(Integer.parseInt(first[1]), text.substring(end + END_OF_HEADERS.length()));
  }
}
