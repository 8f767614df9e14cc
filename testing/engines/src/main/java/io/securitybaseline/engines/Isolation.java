package io.securitybaseline.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a lab in network, mount and process namespaces of its own, so that nothing is left on the
 * machine however it ends. The child ends when this process does: its standard input closes.
 */
final class Isolation {

  private static final String PREPARE =
      "mount -t tmpfs lab /run && mkdir /run/tmp && ip link set lo up && exec \"$@\"";

  private Isolation() {}

  /**
   * Runs the lab and waits for it.
   *
   * @param main the class that is the lab
   * @param log where its output goes
   */
  static void run(Class<?> main, List<String> arguments, Path log) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--",
                "/bin/sh",
                "-c",
                PREPARE,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=/run/tmp",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new LabException("the lab ended with %d:%n%s".formatted(exit, Files.readString(log)));
      }
    } catch (IOException e) {
      throw new LabException("cannot start the lab", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
