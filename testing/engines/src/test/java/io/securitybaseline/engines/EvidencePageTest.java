package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of evidence has each measured row, with tests that exist. */
class EvidencePageTest {

  private static final Path REPOSITORY = Path.of("../..");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** Behind the beginning of several names. */
  private static final String MORE = "…";

  /** A line of a table: the row, then the case, what packets did, the operator, and the tests. */
  private record Row(String id, String tests) {}

  @Test
  void eachMeasuredRowHasALineAndATestOrSaysWhyThereIsNone() throws IOException {
    List<Row> rows = rows();
    assertThat(rows.stream().map(Row::id))
        .containsAll(
            Stream.of(rowsOf("N", 8), rowsOf("C", 6), rowsOf("L", 9), rowsOf("E", 6), List.of("4"))
                .flatMap(List::stream)
                .toList());
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(row.tests()).as(row.id()).containsAnyOf("`", "lab, ", "lab (", "nothing: "));
  }

  @Test
  void theTestsExist() throws IOException {
    Set<String> tests = names();
    List<String> named =
        rows().stream()
            .flatMap(row -> NAME.matcher(row.tests()).results().map(found -> found.group(1)))
            .toList();
    assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(tests).anyMatch(matches(name)));
  }

  private static Predicate<String> matches(String name) {
    return name.endsWith(MORE)
        ? test -> test.startsWith(name.substring(0, name.length() - MORE.length()))
        : name::equals;
  }

  private static List<String> rowsOf(String letter, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(number -> letter + number).toList();
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(REPOSITORY.resolve("docs/controls/instancemetadata-evidence.md"))
        .stream()
        .map(line -> line.split("(?<!\\\\)\\|", -1))
        .filter(cells -> cells.length == 7 && cells[1].matches(" ([NCLE]\\d|4) "))
        .map(cells -> new Row(cells[1].strip(), cells[5]))
        .toList();
  }

  /** Test classes, scenarios and golden cases. */
  private static Set<String> names() throws IOException {
    Set<String> names =
        Stream.of(
                files("operator/src/test", Integer.MAX_VALUE),
                files("testing/engines/src/test", Integer.MAX_VALUE),
                files("testing/engines/scenarios", 1),
                files("operator/src/test/resources/control/instancemetadata", 1))
            .flatMap(List::stream)
            .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
            .collect(Collectors.toSet());
    names.addAll(List.of(RunningPods.ADDRESS_SCENARIO, RunningPods.LABEL_SCENARIO));
    return names;
  }

  private static List<Path> files(String folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder), depth)) {
      return files.toList();
    }
  }
}
