package io.securitybaseline.facts.usage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of evidence: those of {@code evidence.yaml}, and those that users add. */
public record EvidenceTable(List<EvidenceRow> rows) {

  /** The operator's own. */
  public static final EvidenceTable BUNDLED = bundled();

  public EvidenceTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException with what is wrong in one sentence, which names the row and
   *     the field
   */
  public static EvidenceTable parse(String yaml) {
    return new EvidenceTable(EvidenceYaml.read(yaml));
  }

  /** The same with the rows of another table. A row of the same name replaces one. */
  public EvidenceTable with(EvidenceTable more) {
    Set<String> names =
        more.rows.stream().map(EvidenceRow::name).collect(Collectors.toUnmodifiableSet());
    return new EvidenceTable(
        Stream.concat(rows.stream().filter(row -> !names.contains(row.name())), more.rows.stream())
            .toList());
  }

  /** The evidence that a pod has, in the order of the table. */
  public List<EvidenceRow> of(EvidenceSubject subject) {
    return rows.stream().filter(row -> row.matches(subject)).toList();
  }

  private static EvidenceTable bundled() {
    try (InputStream yaml = EvidenceTable.class.getResourceAsStream("evidence.yaml")) {
      return parse(new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table of evidence", e);
    }
  }
}
