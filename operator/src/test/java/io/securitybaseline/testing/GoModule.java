package io.securitybaseline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Files of other projects, as their Go modules have them. They are read from the module when a test
 * runs, and never copied into this repository.
 *
 * @param name the module with its version, such as {@code example.com/a/b@v1.2.3}
 */
public record GoModule(String name) {

  private static final long PATIENCE_SECONDS = 300;

  /** The definitions of OpenReports. */
  public static final GoModule OPEN_REPORTS =
      new GoModule("github.com/openreports/reports-api@v0.2.1");

  /** Kyverno, which has the definitions of policy reports. */
  public static final GoModule KYVERNO = new GoModule("github.com/kyverno/kyverno@v1.19.1");

  /** The text of a file of the module. */
  public String read(String path) {
    try {
      return Files.readString(folder().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where Go has the module, after fetching it if it was not there. */
  private Path folder() throws IOException {
    Path outside = Files.createTempDirectory("go-module");
    try {
      Process go =
          new ProcessBuilder("go", "mod", "download", "-json", name)
              .directory(outside.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!go.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("go mod download of " + name + " takes too long");
      }
      JsonNode module = new ObjectMapper().readTree(answer);
      if (module.path("Dir").asText().isEmpty()) {
        throw new IOException("cannot fetch %s: %s".formatted(name, answer));
      }
      return Path.of(module.path("Dir").asText());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(outside);
    }
  }
}
