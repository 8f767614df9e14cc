package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securitybaseline.observe.EndOfLife;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndOfLifeTableTest {
  private static final String OURS =
      "- {name: Ours, images: [\"Ours*\"], supportedUntil: 2027-01-31}";

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
    assertThat(EndOfLifeTable.open(Optional.empty()).get()).isEqualTo(EndOfLife.bundled());
  }

  @Test
  void theFileAddsAndItsChangesTakeEffect() throws IOException {
    EndOfLifeTable table = EndOfLifeTable.open(Optional.of(file));
    assertThat(table.get().names()).contains("Ours", "Windows Server 2019");

    write(OURS.replace("Ours,", "Theirs,"));
    assertThat(table.get().names()).contains("Theirs").doesNotContain("Ours");
  }

  @Test
  void aMistakeStopsTheStart() throws IOException {
    write(OURS.replace("2027-01-31", "soon"));
    assertThatThrownBy(() -> EndOfLifeTable.open(Optional.of(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("--end-of-life-file " + file, "supportedUntil of Ours");

    Files.delete(file);
    assertThatThrownBy(() -> EndOfLifeTable.open(Optional.of(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("--end-of-life-file", file.toString());
  }

  @Test
  void aMistakeLaterLeavesTheLastGoodTable() throws IOException {
    EndOfLifeTable table = EndOfLifeTable.open(Optional.of(file));

    write("nonsense");
    assertThat(table.get().names()).contains("Ours");

    Files.delete(file);
    assertThat(table.get().names()).contains("Ours");

    write(OURS.replace("Ours,", "Theirs,"));
    assertThat(table.get().names()).contains("Theirs").doesNotContain("Ours");
  }

  private void write(String yaml) throws IOException {
    modified = modified.plusSeconds(1);
    Files.writeString(file, yaml);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
