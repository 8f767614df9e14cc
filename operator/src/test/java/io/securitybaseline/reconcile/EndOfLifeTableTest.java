package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.EndOfLife;
import io.securitybaseline.testing.RecordedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EndOfLifeTableTest {
  private static final String OURS =
      "- {name: Ours, images: [\"Ours*\"], supportedUntil: 2027-01-31}";

  @RegisterExtension private final RecordedLog log = RecordedLog.of(EndOfLifeTable.class);

  @TempDir private Path folder;
  private Path file;
  private Instant modified = Instant.parse("2026-11-24T10:00:00Z");

  @BeforeEach
  void aFile() throws IOException {
    file = folder.resolve("end-of-life.yaml");
    write(OURS);
  }

  @Test
  void withoutAFileItIsTheBundledOne() {
    assertThat(EndOfLifeTable.open(Optional.empty()).get().table()).isEqualTo(EndOfLife.bundled());
  }

  @Test
  void theFileAddsAndItsChangesTakeEffect() throws IOException {
    EndOfLifeTable table = EndOfLifeTable.open(Optional.of(file));
    assertThat(table.get().table().names()).contains("Ours", "Windows Server 2019");

    write(OURS.replace("Ours,", "Theirs,"));
    assertThat(table.get().table().names()).contains("Theirs").doesNotContain("Ours");
  }

  @Test
  void aMistakeAtTheStartLeavesTheBundledTableAndIsReported() throws IOException {
    write(OURS.replace("2027-01-31", "soon"));
    EndOfLifeTable table = EndOfLifeTable.open(Optional.of(file));
    assertThat(table.get().table()).isEqualTo(EndOfLife.bundled());
    assertThat(table.get().fault().orElseThrow())
        .contains(file.toString(), "the bundled table counts", "supportedUntil of Ours");

    Files.delete(file);
    assertThat(table.get().table()).isEqualTo(EndOfLife.bundled());
    assertThat(table.get().fault().orElseThrow()).contains("there is no such file");

    write(OURS);
    assertThat(table.get().table().names()).contains("Ours");
    assertThat(table.get().fault()).isEmpty();
  }

  @Test
  void aFileThatCouldNotBeReadForAMomentIsReadAgain() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    Files.setLastModifiedTime(file, FileTime.from(modified));
    EndOfLifeTable table = EndOfLifeTable.open(Optional.of(file));
    assertThat(table.get().fault()).isPresent();

    Files.delete(file);
    Files.writeString(file, OURS);
    Files.setLastModifiedTime(file, FileTime.from(modified));
    assertThat(table.get().table().names()).contains("Ours");
  }

  @Test
  void aFaultIsLoggedOnce() throws IOException {
    Files.delete(file);
    EndOfLifeTable table = EndOfLifeTable.open(Optional.of(file));
    for (int pass = 0; pass < 3; pass++) {
      assertThat(table.get().fault()).isPresent();
    }

    assertThat(log.events()).hasSize(1);
  }

  @Test
  void aMistakeLaterLeavesTheLastGoodTable() throws IOException {
    EndOfLifeTable table = EndOfLifeTable.open(Optional.of(file));

    write("nonsense");
    assertThat(table.get().table().names()).contains("Ours");

    assertThat(table.get().fault().orElseThrow()).contains("the last good one counts");

    Files.delete(file);
    assertThat(table.get().table().names()).contains("Ours");

    write(OURS.replace("Ours,", "Theirs,"));
    assertThat(table.get().table().names()).contains("Theirs").doesNotContain("Ours");
  }

  private void write(String yaml) throws IOException {
    modified = modified.plusSeconds(1);
    Files.writeString(file, yaml);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
