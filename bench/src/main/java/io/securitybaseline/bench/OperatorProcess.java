package io.securitybaseline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The operator as the image and the chart run it: same runtime, flags, AOT cache and arguments. */
final class OperatorProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final int port;
  private final double secondsToReady;

  private OperatorProcess(Process process, int port, long started) {
    this.process = process;
    this.port = port;
    awaitReady();
    this.secondsToReady = (System.nanoTime() - started) / 1e9;
  }

  /** Starts it and returns when it is ready. */
  static OperatorProcess start(Image image, Path kubeconfig) {
    try {
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
              image.command(
                  "run",
                  "--port=" + port,
                  "--leader-election",
                  "--leader-election-namespace=default",
                  "--log-format=json"));
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(image.log().toFile()));
      long started = System.nanoTime();
      return new OperatorProcess(builder.start(), port, started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double secondsToReady() {
    return secondsToReady;
  }

  double processorSeconds() {
    return ProcessFigures.processorSeconds(process.pid());
  }

  double residentMebibytes() {
    return ProcessFigures.mebibytes(process.pid(), "VmRSS");
  }

  double highestResidentMebibytes() {
    return ProcessFigures.mebibytes(process.pid(), "VmHWM");
  }

  /** The sum of all series of a metric. */
  double metric(String name) {
    try (InputStream metrics = uri("/metrics").toURL().openStream()) {
      return new String(metrics.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
  }

  /** Ends it gracefully, so that it releases its lease. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the operator did not end");
      }
    } catch (InterruptedException e) {
      throw Api.interrupted(e);
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException("the operator did not become ready: see operator.log");
      }
      Sleep.millis(20);
    }
  }

  private boolean isReady() {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri("/readyz").toURL().openConnection();
      try {
        connection.setReadTimeout(1000);
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        // The operator would keep hundreds of connections, and their buffers.
        connection.disconnect();
      }
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
