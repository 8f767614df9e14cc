package io.securitybaseline.engines;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that is built from a pinned Go module in {@code testing/engines/binaries}, once: the
 * cache is keyed by all files of that folder.
 *
 * @param folder the folder below {@code binaries}
 * @param program the name of the program
 * @param goPackage what to build
 * @param flags of {@code go build}: another module file and its tag, for a second version
 * @param beside folders of the module {@code github.com/cilium/cilium} that the program needs at
 *     run time, by the name that they get beside it
 */
record GoModule(
    String folder,
    String program,
    String goPackage,
    List<String> flags,
    Map<String, String> beside) {

  /**
   * Beside the Cilium agent: the sources of its eBPF programs, and the definitions of its kinds.
   */
  static final String PROGRAMS = "bpf";

  static final String DEFINITIONS = "crds";

  private static final String CILIUM_MODULE = "github.com/cilium/cilium";

  GoModule(String folder, String program, String goPackage, List<String> flags) {
    this(folder, program, goPackage, flags, Map.of());
  }

  /** Network namespaces, listeners and probes. */
  static final GoModule FABRIC = new GoModule("fabric", "fabric", ".", List.of());

  static final GoModule KUBE_ROUTER =
      new GoModule(
          "kube-router",
          "kube-router",
          "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router",
          List.of());
  static final GoModule CALICO =
      new GoModule(
          "calico",
          "calico-felix",
          "github.com/projectcalico/calico/felix/cmd/calico-felix",
          List.of());

  /** Cilium's policy library 1.20. */
  static final GoModule CILIUM = new GoModule("cilium", "cilium-policy", ".", List.of());

  static final GoModule CILIUM_1_18 =
      new GoModule(
          "cilium",
          "cilium-policy-1.18",
          ".",
          List.of("-modfile=go-1.18.mod", "-tags=cilium_1_18"));

  /** The agent, with the sources of its eBPF programs and the definitions of its kinds. */
  static final GoModule CILIUM_AGENT =
      new GoModule(
          "cilium-agent",
          "cilium-agent",
          CILIUM_MODULE + "/daemon",
          List.of("-tags=osusergo"),
          Map.of(PROGRAMS, "bpf", DEFINITIONS, "pkg/k8s/apis/cilium.io/client/crds"));

  /** What each run of the lab needs. */
  static final List<GoModule> EACH_RUN = List.of(FABRIC, KUBE_ROUTER, CALICO, CILIUM, CILIUM_1_18);

  /** What the nightly run needs. */
  static final List<GoModule> NIGHTLY = List.of(FABRIC, CILIUM_AGENT);

  private static final int SECONDS_BETWEEN_LINES = 20;
  private static final int KEY_DIGITS = 16;

  /** The module of that program. */
  static GoModule of(String program) {
    return Stream.concat(EACH_RUN.stream(), NIGHTLY.stream())
        .filter(each -> each.program().equals(program))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Takes the program from the cache, or builds it there.
   *
   * @param binaries the folder {@code testing/engines/binaries}
   * @param cache the folder of the cache
   */
  Path provide(Path binaries, Path cache, PrintStream progress) {
    Path module = binaries.resolve(folder);
    try {
      Path target = target(module, cache);
      if (Files.isExecutable(target)) {
        return target;
      }
      Files.createDirectories(target.getParent());
      Path lock = target.resolveSibling(".lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.isExecutable(target)) {
          build(module, target, progress);
        }
      }
      return target;
    } catch (IOException e) {
      throw new LabException("cannot build " + program, e);
    }
  }

  /** Whether the cache holds the program. */
  boolean isBuilt(Path binaries, Path cache) {
    try {
      return Files.isExecutable(target(binaries.resolve(folder), cache));
    } catch (IOException e) {
      throw new LabException("cannot read " + binaries, e);
    }
  }

  private Path target(Path module, Path cache) throws IOException {
    return cache.resolve(folder).resolve(key(module)).resolve(program);
  }

  /** The cache that the control plane uses too. */
  static Path cache() {
    String set = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path caches = set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
    return caches.resolve("security-baseline-operator").resolve("engines");
  }

  private String key(Path module) throws IOException {
    try (Stream<Path> files = Files.list(module)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.sorted().forEach(file -> digest.update(bytes(file)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new LabException("no SHA-256", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void build(Path module, Path target, PrintStream progress) throws IOException {
    Path staging = target.resolveSibling("." + program + "." + ProcessHandle.current().pid());
    Path log = Files.createTempFile("go-build-", ".log");
    long started = System.nanoTime();
    progress.printf("Building %s into %s, once ...%n", program, target.getParent());
    try {
      Process process = compiler(module, staging, log);
      while (!process.waitFor(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS)) {
        progress.printf("  %s ... %d s%n", program, secondsSince(started));
      }
      if (process.exitValue() != 0) {
        throw new LabException("go build of " + program + " failed:\n" + Files.readString(log));
      }
      for (Map.Entry<String, String> each : beside.entrySet()) {
        copy(sources(module).resolve(each.getValue()), target.resolveSibling(each.getKey()));
      }
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
      progress.printf("  %s built in %d s%n", program, secondsSince(started));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while building " + program, e);
    } finally {
      Files.deleteIfExists(staging);
      Files.deleteIfExists(log);
    }
  }

  /** Where Go keeps the sources of Cilium. */
  private static Path sources(Path module) throws IOException {
    Process process =
        new ProcessBuilder("go", "list", "-m", "-f", "{{.Dir}}", CILIUM_MODULE)
            .directory(module.toFile())
            .start();
    return Path.of(
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copied = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private Process compiler(Path module, Path output, Path log) throws IOException {
    List<String> command = new ArrayList<>(List.of("go", "build", "-trimpath", "-ldflags=-s -w"));
    command.addAll(flags);
    command.addAll(List.of("-o", output.toAbsolutePath().toString(), goPackage));
    ProcessBuilder builder = new ProcessBuilder(command);
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
