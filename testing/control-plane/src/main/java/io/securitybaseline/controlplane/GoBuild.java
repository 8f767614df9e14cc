package io.securitybaseline.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Builds binaries from the Go modules pinned in {@code binaries/go.mod} and {@code go.sum}. No
 * registry of binaries has all four of them for every platform; the Go modules of Kubernetes do.
 */
record GoBuild(BinaryCache cache, String go, PrintStream progress) implements BinarySource {

  private static final int TOOLCHAIN_SECONDS = 300;
  private static final int SECONDS_BETWEEN_LINES = 20;
  private static final String VERSION_PACKAGE = "k8s.io/component-base/version.";
  private static final String LINKER_FLAGS =
      "-s -w -X %1$sgitVersion=%2$s -X %1$sgitMajor=%3$s -X %1$sgitMinor=%4$s"
          .formatted(
              VERSION_PACKAGE,
              KubernetesVersion.FULL,
              KubernetesVersion.MAJOR,
              KubernetesVersion.MINOR);

  @Override
  public Map<Binary, Path> provide(Set<Binary> wanted) {
    try {
      Path module = Files.createTempDirectory("control-plane-binaries-");
      try {
        unpack("go.mod", module);
        unpack("go.sum", module);
        checkToolchain(module);
        return buildAll(wanted, module);
      } finally {
        FolderTree.delete(module);
      }
    } catch (IOException e) {
      throw new ControlPlaneException("cannot build into " + cache.folder(), e);
    }
  }

  static void unpack(String name, Path module) throws IOException {
    try (InputStream resource = GoBuild.class.getResourceAsStream("binaries/" + name)) {
      if (resource == null) {
        throw new IOException("binaries/" + name + " is not on the class path");
      }
      Files.copy(resource, module.resolve(name));
    }
  }

  /** Any Go command makes Go look for the toolchain that go.mod asks for, and says if it cannot. */
  private void checkToolchain(Path module) {
    ShortCommand.Outcome outcome;
    try {
      outcome =
          new ShortCommand(List.of(go, "version"), module, Map.of("GOWORK", "off"))
              .run(TOOLCHAIN_SECONDS);
    } catch (ControlPlaneException e) {
      throw new ControlPlaneException(withoutGo("Go cannot be run"), e);
    }
    if (outcome.exitCode() != 0) {
      throw new ControlPlaneException(
          withoutGo("Go is too old (" + outcome.stderr().strip() + ")"));
    }
  }

  private static String withoutGo(String reason) {
    return reason
        + ": to build the control plane install Go 1.26 or newer, or any Go since 1.21 that may"
        + " fetch it (GOTOOLCHAIN=auto), or set KUBEBUILDER_ASSETS to a folder that holds etcd,"
        + " kube-apiserver, kube-controller-manager and kubectl "
        + KubernetesVersion.FULL
        + ".";
  }

  private Map<Binary, Path> buildAll(Set<Binary> wanted, Path module) throws IOException {
    progress.printf(
        "Building %d binaries of Kubernetes %s into %s, once; about five minutes on two cores.%n",
        wanted.size(), KubernetesVersion.FULL, cache.folder());
    Map<Binary, Path> built = new EnumMap<>(Binary.class);
    for (Binary binary : wanted) {
      String label = "%s (%d of %d)".formatted(binary.fileName(), built.size() + 1, wanted.size());
      built.put(binary, build(binary, label, module));
    }
    return built;
  }

  private Path build(Binary binary, String label, Path module) throws IOException {
    Path staging = cache.stagingFor(binary);
    Path log = module.resolve(binary.fileName() + ".log");
    try {
      Process process = start(binary, staging, module, log);
      long started = System.nanoTime();
      progress.println("  " + label + " ...");
      while (!process.waitFor(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS)) {
        progress.printf("  %s ... %d s%n", label, secondsSince(started));
      }
      if (process.exitValue() != 0) {
        throw new ControlPlaneException(
            "go build of " + binary.fileName() + " failed:\n" + LogTail.of(log));
      }
      progress.printf("  %s built in %d s%n", label, secondsSince(started));
      return cache.adopt(binary, staging);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("interrupted while building " + binary.fileName(), e);
    } finally {
      Files.deleteIfExists(staging);
    }
  }

  private Process start(Binary binary, Path output, Path module, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            go,
            "build",
            "-trimpath",
            "-ldflags",
            LINKER_FLAGS,
            "-o",
            output.toAbsolutePath().toString(),
            binary.goPackage());
    builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOWORK", "off"));
    return builder
        .directory(module.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static long secondsSince(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }
}
