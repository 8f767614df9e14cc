package io.securitybaseline.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the lab needs of the machine: Linux, root with the right to make namespaces, a few Debian
 * packages, and Go while an engine is still to be built. It depends on the JDK alone, so that it
 * also runs as a source file, before a build of half an hour:
 *
 * <pre>java testing/engines/src/main/java/io/securitybaseline/engines/Prerequisites.java</pre>
 */
public final class Prerequisites {

  private static final int FAILED = 1;

  /** Fails where Go is older than the module says. */
  private static final List<String> GO_READS = List.of("go", "list", "-m");

  private static final List<String> NAMESPACES =
      List.of("unshare", "--net", "--mount", "--pid", "--fork", "--", "true");

  private Prerequisites() {}

  /**
   * Exits with 1 and one line for each thing that is missing.
   *
   * @param arguments {@code --install} installs the Debian packages that are missing
   */
  public static void main(String[] arguments) {
    try {
      require(
          Path.of("testing/engines/binaries"),
          GoModule.EACH_RUN,
          List.of(arguments).contains("--install"));
    } catch (LabException e) {
      System.err.println(e.getMessage());
      System.exit(FAILED);
    }
  }

  /**
   * Throws one line for each thing that is missing.
   *
   * @param binaries the folder {@code testing/engines/binaries}
   * @param modules what is run
   * @param install whether to install the Debian packages that are missing
   */
  static void require(Path binaries, List<GoModule> modules, boolean install) {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new LabException("the lab of engines needs Linux");
    }
    List<String> missing = new ArrayList<>();
    if (!System.getProperty("user.name").equals("root")) {
      missing.add("the lab of engines needs root: it makes network namespaces");
    } else {
      DebianPackages.provide(modules.contains(GoModule.CILIUM_AGENT), install)
          .ifPresent(missing::add);
      if (missing.isEmpty()) {
        failure(NAMESPACES, Path.of("."))
            .map(why ->
                "root may not make namespaces here ("
                    + why
                    + "): run on a machine of its own, "
                    + "or in a privileged container")
            .ifPresent(missing::add);
      }
    }
    missing.addAll(compiler(binaries, modules));
    if (!missing.isEmpty()) {
      throw new LabException(String.join(System.lineSeparator(), missing));
    }
  }

  /** Go must be there, and new enough, for the modules that are not built yet. */
  private static List<String> compiler(Path binaries, List<GoModule> modules) {
    List<GoModule> toBuild =
        modules.stream().filter(module -> !module.isBuilt(binaries, GoModule.cache())).toList();
    return toBuild.stream()
        .flatMap(module -> failure(GO_READS, binaries.resolve(module.folder())).stream())
        .distinct()
        .map(why ->
            "the engines are not built yet, and Go does not work (%s): install Go from https://go.dev/dl"
                .formatted(why))
        .toList();
  }

  /** Why a command does not work, in one line; empty if it does. */
  private static Optional<String> failure(List<String> command, Path folder) {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      return exit == 0
          ? Optional.empty()
          : Optional.of(output.isEmpty() ? command.getFirst() + " ended with " + exit : output);
    } catch (IOException e) {
      return Optional.of("there is no program " + command.getFirst());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
