package io.securitybaseline.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The programs of the system that the lab and the engines run. */
final class DebianPackages {

  private static final Map<String, String> PACKAGE_OF =
      Map.of(
          "iptables-nft-restore", "iptables",
          "ipset", "ipset",
          "conntrack", "conntrack",
          "ip", "iproute2",
          "nft", "nftables",
          "unshare", "util-linux");

  private static final String INSTALL =
      " (or install them with -Dengines.install=true; .ci/run does)";

  private static final List<Path> FOLDERS =
      Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
          .map(Path::of)
          .toList();

  private DebianPackages() {}

  /**
   * The packages that are missing in these folders, sorted.
   *
   * @param compiler whether a compiler of eBPF programs is needed too
   */
  static List<String> missing(List<Path> folders, boolean compiler) {
    Map<String, String> packageOf = new HashMap<>(PACKAGE_OF);
    if (compiler) {
      packageOf.put("clang-19", "clang-19");
    }
    TreeSet<String> missing = new TreeSet<>();
    packageOf.forEach((program, name) -> {
      if (folders.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(program)))) {
        missing.add(name);
      }
    });
    return List.copyOf(missing);
  }

  /**
   * Installs what is missing if that is wanted; otherwise one line that says how.
   *
   * @param compiler whether a compiler of eBPF programs is needed too
   * @param install whether to install it
   */
  static Optional<String> provide(boolean compiler, boolean install) {
    List<String> missing = missing(FOLDERS, compiler);
    if (missing.isEmpty() || !install) {
      return advice(missing);
    }
    // A fresh machine has no list of packages.
    run(List.of("apt-get", "update"));
    List<String> command =
        new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
    command.addAll(missing);
    run(command);
    return Optional.empty();
  }

  /** One line that says how to install these; empty if there are none. */
  static Optional<String> advice(List<String> missing) {
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "missing Debian packages: apt-get install " + String.join(" ", missing) + INSTALL);
  }

  private static void run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      int exit = builder.start().waitFor();
      if (exit != 0) {
        throw new LabException(String.join(" ", command) + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new LabException("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
