package io.securitybaseline.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.assertj.core.api.Assertions;

/** A file that is generated and committed: compared by a test, written anew on demand. */
final class GeneratedFile {
  private static final String COMMAND = "./mvnw -pl operator -am test -Dgenerate";

  private GeneratedFile() {}

  static String header(String source) {
    return "# Generated from " + source + " by: " + COMMAND + "\n";
  }

  static void assertCurrent(String path, String content) throws IOException {
    var file = repository().resolve(path);
    if (System.getProperty("generate") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    }
    Assertions.assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is stale; write it anew with %s and commit it", path, COMMAND)
        .isEqualTo(content);
  }

  /** The root of the repository, whichever folder the test was started in. */
  static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no mvnw in any folder above");
    }
    return folder;
  }
}
