package io.securitybaseline.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs as long as the lab: an engine, or the operator. */
final class EngineProcess implements AutoCloseable {

  private static final int TAIL_LINES = 20;
  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final Path log;

  private EngineProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static EngineProcess start(List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new EngineProcess(builder.start(), log);
    } catch (IOException e) {
      throw new LabException("cannot start " + command.getFirst(), e);
    }
  }

  /** Throws the end of its log if the program has ended. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new LabException(
          "%s ended with %d:%n%s".formatted(log.getFileName(), process.exitValue(), tail()));
    }
  }

  /** The last lines of its log. */
  String tail() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
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
}
