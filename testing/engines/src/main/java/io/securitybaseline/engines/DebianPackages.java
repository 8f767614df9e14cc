package io.securitybaseline.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final List<Path> FOLDERS =
      Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
          .map(Path::of)
          .toList();

  private DebianPackages() {}

  /** The packages that are missing, sorted. */
  static List<String> missing() {
    TreeSet<String> missing = new TreeSet<>();
    PACKAGE_OF.forEach((program, name) -> {
      if (FOLDERS.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(program)))) {
        missing.add(name);
      }
    });
    return List.copyOf(missing);
  }

  /**
   * Installs what is missing, or throws one line that says how.
   *
   * @param install whether to install it
   */
  static void require(boolean install) {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      return;
    }
    if (!install) {
      throw new LabException(
          "missing Debian packages: apt-get install "
              + String.join(" ", missing)
              + " (or run with -Dengines.install=true)");
    }
    List<String> command =
        new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
    command.addAll(missing);
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new LabException(String.join(" ", command) + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new LabException("cannot run apt-get", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
