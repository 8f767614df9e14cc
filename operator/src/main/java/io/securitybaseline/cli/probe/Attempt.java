package io.securitybaseline.cli.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One connection to the metadata service.
 *
 * @param answer what answered; empty where no connection was made
 * @param failure why none was made
 */
record Attempt(Optional<String> answer, String failure) {

  /** It names the versions of the API, and yields no token. */
  private static final String REQUEST =
      """
      GET /metadata/versions HTTP/1.1\r
      Host: 169.254.169.254\r
      Metadata: true\r
      Connection: close\r
      \r
      """;

  private static final int MOST_BYTES = 8192;

  static Attempt at(InetSocketAddress target, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    try (Socket socket = new Socket()) {
      try {
        socket.connect(target, millis);
      } catch (SocketTimeoutException _) {
        return failed("connections time out");
      } catch (ConnectException _) {
        return failed("connections are refused");
      } catch (IOException e) {
        return failed("connections fail: " + e.getMessage());
      }
      socket.setSoTimeout(millis);
      return new Attempt(Optional.of(answer(socket)), "");
    } catch (IOException e) {
      return failed("connections fail: " + e.getMessage());
    }
  }

  private static Attempt failed(String why) {
    return new Attempt(Optional.empty(), why);
  }

  /** A connection alone is enough: what refuses to answer one request answers another. */
  private static String answer(Socket socket) {
    try {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      return answered(read(socket.getInputStream()));
    } catch (IOException _) {
      return "a listener that does not answer HTTP";
    }
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
  }

  /**
   * The instance metadata service names itself in the header Server; AAD pod identity's NMI and
   * other proxies pass its document on.
   */
  static String answered(String response) {
    if (!response.startsWith("HTTP/")) {
      return "a listener that does not answer HTTP";
    }
    String server =
        response
            .lines()
            .takeWhile(line -> !line.isBlank())
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("server:"))
            .map(line -> line.substring("server:".length()).strip())
            .findFirst()
            .orElse("");
    if (server.startsWith("IMDS")) {
      return "IMDS";
    }
    if (response.contains("\"apiVersions\"")) {
      return server.isEmpty()
          ? "IMDS, perhaps through a proxy such as NMI"
          : "a proxy in front of IMDS: " + server;
    }
    String status = response.lines().findFirst().orElse("");
    return "a proxy, such as NMI: %s%s"
        .formatted(status, server.isEmpty() ? "" : ", server " + server);
  }
}
