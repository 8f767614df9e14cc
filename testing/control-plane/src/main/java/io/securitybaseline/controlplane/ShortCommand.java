package io.securitybaseline.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, with all that it says held in memory. */
record ShortCommand(List<String> command, Path folder, Map<String, String> environment) {

  /** One virtual thread a stream: a program that fills one pipe while we read the other stops. */
  private static final Executor READERS = Thread::startVirtualThread;

  record Outcome(int exitCode, String stdout, String stderr) {

    String output() {
      return stdout + stderr;
    }
  }

  ShortCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  static ShortCommand of(List<String> command) {
    return new ShortCommand(command, Path.of(""), Map.of());
  }

  Outcome run(int seconds) {
    return run("", seconds);
  }

  /**
   * Runs it and waits.
   *
   * @throws ControlPlaneException if it cannot be started or takes longer than that
   */
  Outcome run(String stdin, int seconds) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      CompletableFuture<String> stdout = read(process.getInputStream());
      CompletableFuture<String> stderr = read(process.getErrorStream());
      write(stdin, process.getOutputStream());
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new ControlPlaneException(
            "%s did not end within %d s".formatted(command.getFirst(), seconds));
      }
      return new Outcome(process.exitValue(), stdout.join(), stderr.join());
    } catch (IOException e) {
      throw new ControlPlaneException("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("interrupted while running " + command.getFirst(), e);
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        READERS);
  }

  private static void write(String text, OutputStream stdin) throws IOException {
    try (stdin) {
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // A program that ends without reading its input has said why on its own output.
      if (!text.isEmpty() && !String.valueOf(e.getMessage()).contains("Broken pipe")) {
        throw e;
      }
    }
  }
}
