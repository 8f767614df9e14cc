package io.securitybaseline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Where and with what a run was made. */
record Machine(
    String processors, String memory, String kernel, String java, String commit, String load) {

  /** With so many others waiting for a processor at the start, no figure can be relied on. */
  private static final double BUSY = 0.5;

  static Machine describe() {
    String model = field(Path.of("/proc/cpuinfo"), "model name");
    long kib = Long.parseLong(field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", ""));
    return new Machine(
        Runtime.getRuntime().availableProcessors() + " × " + model,
        Math.round(kib / 1048576.0) + " GiB",
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor.version", "") + ", JDK " + Runtime.version(),
        output("git", "describe", "--always", "--dirty"),
        ProcessFigures.read(Path.of("/proc/loadavg")).split(" ", -1)[0]);
  }

  String text() {
    String warning =
        Double.parseDouble(load) > BUSY
            ? "**Taken on a machine that was busy with other work: times and rates mean"
                + " little.**\n\n"
            : "";
    return warning
        + """
        - %s: %s, %s, %s; load average before the start: %s (the same processors also run API server and etcd)
        - operator at %s on %s; Kubernetes 1.36.3, etcd 3.6 without fsync, no controller manager, audit log at level Metadata
        - figures of %s
        """
            .formatted(
                "machine",
                processors,
                memory,
                kernel,
                load,
                commit,
                java,
                LocalDate.now(ZoneOffset.UTC));
  }

  private static String field(Path file, String name) {
    return ProcessFigures.read(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException _) {
      return "unknown";
    }
  }
}
