package io.securitybaseline.testing.azure;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.LiveBaseline;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Measures what reading from Azure costs: {@code docs/decisions} says with which command, and holds
 * the figures. Each repetition starts the laid-out image twice, without and with a resource id,
 * both with everything else alike.
 */
public final class Footprint {

  private static final int REPETITIONS = 5;
  private static final String OFF = "instanceMetadata: {engine: Calico}";
  private static final String ON =
      OFF + "\ncluster: {resourceId: \"%s\"}".formatted(AzureServer.CLUSTER.path());

  private final Path image;
  private final Path folder;
  private final AzureServer azure;
  private final TestCluster cluster;
  private final OperatorAccess access;

  private Footprint(
      Path image, Path folder, AzureServer azure, TestCluster cluster, OperatorAccess access) {
    this.image = image;
    this.folder = folder;
    this.azure = azure;
    this.cluster = cluster;
    this.access = access;
  }

  /**
   * Prints a line for each start.
   *
   * @param arguments the folder that build-layout.sh has filled
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("footprint");
    try (AzureServer azure = AzureServer.start();
        ControlPlane controlPlane = ControlPlane.builder().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      Documents.sound().serve(azure);
      Footprint footprint =
          new Footprint(
              Path.of(arguments[0]), folder, azure, cluster, OperatorAccess.to(controlPlane));
      for (int i = 0; i < REPETITIONS; i++) {
        footprint.measure("without", OFF, false);
        footprint.measure("with", ON, true);
      }
    }
  }

  private void measure(String name, String spec, boolean read) throws IOException {
    LiveBaseline baseline = cluster.baseline();
    baseline.apply(spec);
    azure.reset();
    Documents.sound().serve(azure);
    Path log = folder.resolve("operator.log");
    Files.deleteIfExists(log);
    long start = System.nanoTime();
    Process process = start(log);
    try {
      eventually(() -> assertThat(Files.readString(log)).contains("operator ready"));
      Duration ready = Duration.ofNanos(System.nanoTime() - start);
      long first = residentKib(process);
      if (read) {
        eventually(() -> assertThat(azure.armRequests()).contains("pool/nodepool1"));
      }
      baseline.awaitReady();
      eventually(() ->
          assertThat(Objects.requireNonNull(baseline.status().cluster()).reachable())
              .isEqualTo(read ? Boolean.TRUE : null));
      Duration settled = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf(
          Locale.ROOT,
          "%-7s ready %.2f s, %d MiB; status %.2f s, %d MiB%n",
          name,
          ready.toMillis() / 1000.0,
          first / 1024,
          settled.toMillis() / 1000.0,
          residentKib(process) / 1024);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private Process start(Path log) throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), access.kubeconfig());
    List<String> command =
        new ArrayList<>(
            List.of(
                image.resolve("jre/bin/java").toString(),
                "@" + image.resolve("app/jvm.options"),
                "-Xmx256m"));
    command.addAll(List.of(azure.trust().flags(folder).split(" ")));
    command.addAll(
        List.of(
            "-jar",
            image.resolve("app/security-baseline-operator.jar").toString(),
            "run",
            "--port",
            "0"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(azure.environment(folder));
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    return builder.start();
  }

  private static long residentKib(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }
}
