package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin of the node problem detector: the very script of the chart, as a pod runs it. */
class RebootRequiredScriptTest {

  private static final Path SCRIPT =
      GeneratedFile.repository()
          .resolve(Chart.PATH)
          .resolve("files/node-problem-detector/check-reboot-required.sh");

  /** What node-problem-detector makes of the exit code. */
  private static final int FINE = 0;

  private static final int PROBLEM = 1;
  private static final int UNKNOWN = 2;

  private record Said(int code, String line) {}

  @TempDir private Path root;
  private Path run;
  private Path file;

  @BeforeEach
  void aHost() throws IOException {
    run = Files.createDirectory(root.resolve("run"));
    file = run.resolve("reboot-required");
  }

  @Test
  void theFileAppearsAndDisappears() throws Exception {
    assertThat(look()).isEqualTo(new Said(FINE, "no reboot is pending"));

    Files.writeString(file, "*** System restart required ***\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-20T08:00:00Z")));
    assertThat(look()).isEqualTo(new Said(PROBLEM, "reboot required since 2026-11-20T08:00:00Z"));

    Files.delete(file);
    assertThat(look()).isEqualTo(new Said(FINE, "no reboot is pending"));
  }

  @Test
  void whatTheFileHoldsDoesNotMatter() throws Exception {
    Files.createFile(file);
    Files.setPosixFilePermissions(file, Set.of());

    assertThat(look().code()).isEqualTo(PROBLEM);
  }

  @Test
  void whereTheDirectoryCannotBeReadItIsUnknown() throws Exception {
    Files.delete(run);
    assertThat(look()).isEqualTo(new Said(UNKNOWN, "cannot read " + run));

    Files.createFile(run);
    assertThat(look().code()).isEqualTo(UNKNOWN);
  }

  @Test
  void aDirectoryThatIsClosedToItIsUnknown() throws Exception {
    Files.createFile(file);
    Files.setPosixFilePermissions(run, Set.of());

    assertThat(asNobody()).isEqualTo(new Said(UNKNOWN, "cannot read " + run));
  }

  /** A condition's message is cut to what the plugin's configuration says. */
  @Test
  void itsOutputIsShort() throws Exception {
    int longest = 80;
    assertThat(GeneratedFile.read(Chart.PATH + "/files/node-problem-detector/reboot-required.json"))
        .contains("\"max_output_length\": " + longest);

    Files.createFile(file);
    assertThat(look().line()).hasSizeLessThan(longest);
  }

  private Said look() throws IOException, InterruptedException {
    return run("/bin/sh", SCRIPT.toString());
  }

  /** Root can read everything; the pod is not root. */
  private Said asNobody() throws IOException, InterruptedException {
    if (!Files.isReadable(run)) {
      return look();
    }
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path copy = Files.copy(SCRIPT, root.resolve("script.sh"));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    return run("setpriv", "--reuid=65534", "--clear-groups", "/bin/sh", copy.toString());
  }

  private Said run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOST_RUN", run.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), output.strip());
  }
}
