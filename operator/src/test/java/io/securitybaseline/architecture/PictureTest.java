package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture of the architecture and the page beside it show the code as it is. */
class PictureTest {
  private static final Path IMAGES = Sources.repository().resolve("docs/images");
  private static final Pattern FILE = Pattern.compile("`([a-z]+(?:/[a-z]+)*/[A-Z]\\w+)`");
  private static final Pattern CONTROL = Pattern.compile("\"(\\w+)\" \\{class: control}");

  @Test
  void thePictureIsDrawnFromItsSource() throws IOException, NoSuchAlgorithmException {
    byte[] source = Files.readAllBytes(IMAGES.resolve("architecture.d2"));
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(source));

    assertThat(Files.readString(IMAGES.resolve("architecture.svg")))
        .as("draw it with docs/images/render and commit it")
        .endsWith("<!-- sha256 of the source: " + sum + " -->\n");
  }

  @Test
  void thePictureShowsEveryControl() throws IOException {
    List<String> shown =
        CONTROL
            .matcher(Files.readString(IMAGES.resolve("architecture.d2")))
            .results()
            .map(control -> control.group(1))
            .toList();

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Sources.folders(Sources.main().resolve("io/securitybaseline/controls")));
  }

  @Test
  void theWalkthroughNamesFilesThatExist() {
    List<String> files =
        FILE.matcher(GeneratedFile.read("docs/architecture.md"))
            .results()
            .map(file -> file.group(1))
            .toList();

    assertThat(files)
        .hasSizeGreaterThan(10)
        .allSatisfy(file ->
            assertThat(Sources.main().resolve("io/securitybaseline/" + file + ".java")).exists());
  }
}
