package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages print for reviewers is what the operator loads, to the letter. */
class PrintedManifestsTest {

  private static final Path SHIPPED =
      Path.of("operator/src/main/resources/io/securitybaseline/controls");

  @Test
  void pagesPrintWhatIsShipped() throws IOException {
    for (String control : List.of("instancemetadata", "groupbindings")) {
      String page = GeneratedFile.read("docs/controls/" + control + ".md");
      try (Stream<Path> files =
          Files.list(GeneratedFile.repository().resolve(SHIPPED).resolve(control))) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(file -> assertThat(page).as("%s", file).contains(text(file)));
      }
    }
  }

  /** A heading each, so that the table above them leads to the right one. */
  @Test
  void eachPolicyStandsUnderItsName() throws IOException {
    String page = GeneratedFile.read("docs/controls/instancemetadata.md");
    try (Stream<Path> files =
        Files.list(GeneratedFile.repository().resolve(SHIPPED).resolve("instancemetadata"))) {
      assertThat(files)
          .filteredOn(file -> !name(file).startsWith("protection-"))
          .allSatisfy(file ->
              assertThat(page)
                  .contains("### %s\n\n```yaml\n%s```".formatted(name(file), text(file))));
    }
  }

  private static String name(Path file) {
    return Objects.toString(file.getFileName());
  }

  private static String text(Path file) {
    return GeneratedFile.read(
        GeneratedFile.repository().relativize(file.toAbsolutePath()).toString());
  }
}
