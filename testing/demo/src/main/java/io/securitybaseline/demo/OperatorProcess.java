package io.securitybaseline.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built operator in a process of its own, as a user starts it outside a cluster. */
final class OperatorProcess implements AutoCloseable {

  static final Path PROGRAM = Path.of("operator/target/security-baseline-operator.jar");

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** The operator finishes the writes in progress before it exits. */
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final int port;

  private OperatorProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts {@code run}; does not wait until it is ready. */
  static OperatorProcess start(Path kubeconfig, Path log) {
    try {
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of(
                      JAVA.toString(),
                      "-XX:TieredStopAtLevel=1",
                      "-jar",
                      PROGRAM.toString(),
                      "run",
                      "--port",
                      Integer.toString(port)))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      Process process = builder.start();
      // Ctrl-C ends the demo, and the operator with it.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop the operator"));
      return new OperatorProcess(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port of metrics and health. */
  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
