package io.securitybaseline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.assertj.core.api.Assertions;

/** A file that is generated and committed: compared by a test, written again on demand. */
public final class GeneratedFile {
  private static final String COMMAND = "./mvnw -pl operator -am test -Dgenerate";

  private GeneratedFile() {}

  /** The comment a generated YAML file begins with. */
  public static String header(String source) {
    return "# Generated from " + source + " by: " + COMMAND + "\n";
  }

  public static void assertCurrent(String path, String content) {
    var file = repository().resolve(path);
    if (System.getProperty("generate") != null) {
      write(file, content);
    }
    Assertions.assertThat(Files.exists(file) ? read(path) : "")
        .as("%s is stale; write it anew with %s and commit it", path, COMMAND)
        .isEqualTo(content);
  }

  /** The text of a file of the repository. */
  public static String read(String path) {
    try {
      return Files.readString(repository().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The root of the repository, whichever folder the test was started in. */
  public static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no mvnw in any folder above");
    }
    return folder;
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
