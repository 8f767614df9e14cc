package io.securitybaseline.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The network namespaces that the fabric keeps open, by the address of their pod. */
final class NetworkNamespaces {

  private NetworkNamespaces() {}

  /** The file of the namespace that has the address, to be entered. */
  static Path of(String ip) {
    return ProcessHandle.current()
        .children()
        .flatMap(child -> openFiles(child.pid()).stream())
        .filter(NetworkNamespaces::isNetwork)
        .filter(file -> addresses(file).contains(" " + ip + "/"))
        .findFirst()
        .orElseThrow(() -> new LabException("no network namespace has the address " + ip));
  }

  private static List<Path> openFiles(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.toList();
    } catch (IOException _) {
      // The process has ended.
      return List.of();
    }
  }

  private static boolean isNetwork(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("net:");
    } catch (IOException _) {
      return false;
    }
  }

  private static String addresses(Path file) {
    try {
      Process process =
          new ProcessBuilder("nsenter", "--net=" + file, "ip", "-4", "-o", "addr")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return shown;
    } catch (IOException e) {
      throw new LabException("cannot enter " + file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
