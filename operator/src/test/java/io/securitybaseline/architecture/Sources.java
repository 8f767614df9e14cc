package io.securitybaseline.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Where the sources lie; Maven runs tests in the folder of their module. */
final class Sources {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  private Sources() {}

  static Path repository() {
    return Objects.requireNonNull(MODULE.getParent());
  }

  static Path main() {
    return MODULE.resolve("src/main/java");
  }

  static Path tests() {
    return MODULE.resolve("src/test");
  }

  /** All Java files under the folder, in a stable order. */
  static List<Path> javaFiles(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the folders in a folder. */
  static List<String> folders(Path folder) {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> Objects.toString(entry.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
