package io.securitybaseline.controlplane;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A small shell process that kills the servers when this JVM ends without doing so itself, even by
 * SIGKILL. It needs nothing but a POSIX shell: the end of a pipe is the one sign of a parent's
 * death that every system gives. (Linux' parent death signal is sent when the starting
 * <em>thread</em> ends, which in a JVM is soon.)
 */
final class Watchdog implements AutoCloseable {
  private final Process shell;
  private final BufferedWriter orders;

  private Watchdog(Process shell) {
    this.shell = shell;
    this.orders = shell.outputWriter(StandardCharsets.US_ASCII);
  }

  /** Starts one that also deletes the folder, if one is given and servers were still alive. */
  static Watchdog start(Optional<Path> folder) {
    try {
      return new Watchdog(
          new ProcessBuilder(
                  "/bin/sh", "-c", script(), "watchdog", folder.map(Path::toString).orElse(""))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new ControlPlaneException("cannot start the watchdog in /bin/sh", e);
    }
  }

  /**
   * Puts a process on the list until it ends, for its pid may then become a stranger's. What it
   * returns completes when the process has ended and is off the list.
   */
  CompletableFuture<Void> guard(Process process) {
    tell("+" + process.pid());
    return process.onExit().thenAccept(ended -> tell("-" + ended.pid()));
  }

  @Override
  public void close() {
    try {
      orders.close();
      shell.waitFor();
    } catch (IOException e) {
      shell.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tell(String order) {
    try {
      orders.write(order);
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      // Closed, and busy with its last deed; or killed by hand, and the shutdown hook is still
      // there.
      return;
    }
  }

  private static String script() throws IOException {
    try (InputStream resource = Watchdog.class.getResourceAsStream("watchdog.sh")) {
      if (resource == null) {
        throw new IOException("watchdog.sh is not on the class path");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
