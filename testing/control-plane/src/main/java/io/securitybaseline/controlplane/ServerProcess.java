package io.securitybaseline.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One server as a child process. All that it says goes to a log in the data folder; a restarted
 * server goes on in the same log.
 */
final class ServerProcess {
  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Void> ended;

  private ServerProcess(String name, Path log, Process process, CompletableFuture<Void> ended) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.ended = ended;
  }

  static ServerProcess start(List<String> command, Path folder, Watchdog watchdog) {
    String name = String.valueOf(Path.of(command.getFirst()).getFileName());
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // etcd takes every flag from such variables too, and the machine's own etcd is not the
    // operator's.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("ETCD_"));
    try {
      Process process = builder.start();
      CompletableFuture<Void> ended = watchdog.guard(process);
      process.getOutputStream().close();
      return new ServerProcess(name, log, process, ended);
    } catch (IOException e) {
      throw new ControlPlaneException("cannot start " + name, e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Throws what the log ends with, if the server has ended. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw failure("ended with exit code " + process.exitValue());
    }
  }

  ControlPlaneException failure(String what) {
    return new ControlPlaneException(name + " " + what + ":\n" + LogTail.of(log));
  }

  /** SIGTERM, and SIGKILL for a server that takes longer than the given time to leave. */
  void stop(int seconds) {
    process.destroy();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /** SIGKILL; returns when the process is gone, even in an interrupted thread. */
  void kill() {
    process.destroyForcibly();
    ended.join();
  }
}
