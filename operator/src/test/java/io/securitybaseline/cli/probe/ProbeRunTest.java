package io.securitybaseline.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.probe.ProbeResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command over real sockets of this machine. */
class ProbeRunTest {

  private static final AddressProbe.Patience SHORT =
      new AddressProbe.Patience(
          Duration.ofMillis(200),
          Duration.ofMillis(50),
          Duration.ofSeconds(2),
          Duration.ofMillis(5),
          3);

  @TempDir Path folder;

  @Test
  void whatAnswersIsReached() throws IOException {
    try (ServerSocket control = listen("");
        ServerSocket metadata = listen("HTTP/1.1 200 OK\r\nServer: IMDS/150.870.65.1\r\n\r\n{}")) {
      assertThat(probe(port(control), port(metadata))).isEqualTo("Reached: IMDS");
    }
  }

  @Test
  void whatRefusesIsBlocked() throws IOException {
    try (ServerSocket control = listen("")) {
      assertThat(probe(port(control), closedPort())).isEqualTo("Blocked: connections are refused");
    }
  }

  @Test
  void withoutTheControlNothingIsClaimed() throws IOException {
    int closed = closedPort();
    assertThat(probe(closed, closedPort()))
        .isEqualTo(
            "Inconclusive: the API server at 127.0.0.1:%d does not answer, so the pod has no network"
                .formatted(closed));
  }

  @Test
  void withoutAnAddressOfTheControlNothingIsClaimed() throws IOException {
    assertThat(run(Map.of(), closedPort()))
        .isEqualTo(
            "Inconclusive: KUBERNETES_SERVICE_HOST is not set, so there is no positive control");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~Server: IMDS/150.870.65.1~~{} | IMDS",
        "HTTP/1.1 200 OK~~{\"apiVersions\":[]} | IMDS, perhaps through a proxy such as NMI",
        "HTTP/1.1 200 OK~Server: nginx~~{\"apiVersions\":[]} | a proxy in front of IMDS: nginx",
        "HTTP/1.1 403 Forbidden~Server: envoy~~no | a proxy, such as NMI: HTTP/1.1 403 Forbidden,"
            + " server envoy",
        "SSH-2.0 | a listener that does not answer HTTP",
      })
  void itIsNamedWhatAnswered(String response, String answered) {
    assertThat(Attempt.answered(response.replace("~", "\r\n"))).isEqualTo(answered);
  }

  @Test
  void aMessageOfAnyPodIsBounded() {
    String hostile = "Reached: \u001b[31m" + "x".repeat(4000) + "\n\u0000";

    ProbeResult read = ProbeResult.parse(hostile).orElseThrow();

    assertThat(read.detail()).startsWith("[31mx").hasSize(120).doesNotContain("\u001b");
    assertThat(ProbeResult.parse("anything: else")).isEmpty();
    assertThat(ProbeResult.parse("")).isEmpty();
  }

  private String probe(int control, int target) throws IOException {
    return run(
        Map.of(
            "KUBERNETES_SERVICE_HOST",
            "127.0.0.1",
            "KUBERNETES_SERVICE_PORT",
            Integer.toString(control)),
        target);
  }

  private String run(Map<String, String> environment, int target) throws IOException {
    Path log = folder.resolve("termination-log");
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put(ProbeRun.TERMINATION_LOG, log.toString());
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    assertThat(
            ProbeRun.inPod(
                all, new InetSocketAddress(InetAddress.getLoopbackAddress(), target), SHORT, out))
        .isZero();
    return Files.readString(log);
  }

  private static int port(ServerSocket socket) {
    return socket.getLocalPort();
  }

  /** A port that has just been free, so that a connection is refused. */
  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Answers every connection with the text, until the socket is closed. */
  private static ServerSocket listen(String answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
              socket.shutdownOutput();
              socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
              // The test is over, or the client has closed its end.
            }
          }
        });
    return server;
  }
}
