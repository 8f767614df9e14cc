package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users read uses the words of docs/decisions/0017-glossary.md: string literals of the
 * operator, pages, chart, manifests and CRD.
 */
class WordsTest {
  /** Words that the glossary replaces and that have hardly any other meaning in these texts. */
  private static final Pattern REPLACED =
      Pattern.compile(
          "\\b(?:tells?|told|untold|says?|said|somebody|nobody|whoever|anybody|everybody|mends?"
              + "|mended|judg(?:e[sd]?|ing)|ours|hears|looked at|looks at|puts? right|puts? back"
              + "|takes? back|without ours|seen here|to be had|for want of|lets? in|cut off"
              + "|gravest|anew|amiss)\\b",
          Pattern.CASE_INSENSITIVE);

  /** Texts that may stay, with the reason. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          // names of variables in the admission policy and in a template
          "variables\\.ours|name: ours|\\$ours"
              // published figures; the next run of the benchmarks replaces them
              + "|times and rates say little|until the status tells it"
              // targets of links: file names of decisions do not change
              + "|\\]\\([^)]*\\)");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'"
              + "|//[^\\n]*|/\\*(?s:.*?)\\*/");

  @Test
  void messagesUseTheGlossary() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Sources.javaFiles(Sources.main())) {
      literals(Files.readString(file)).forEach(text -> check(file, text, found));
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs",
        "helm",
        "crds",
        "examples",
        "operator/src/main/resources"
      })
  void pagesAndManifestsUseTheGlossary(String place) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Sources.repository().resolve(place))) {
      for (Path file : files.filter(WordsTest::isText).sorted().toList()) {
        Sources.lines(file).forEach(line -> check(file, line, found));
      }
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"it cannot be told", "Somebody's policy", "was judged with caution"})
  void aReplacedWordIsFound(String text) {
    List<String> found = new ArrayList<>();
    literals("class A { String a = \"" + text + "\"; }")
        .forEach(literal -> check(Path.of("A.java"), literal, found));
    assertThat(found).hasSize(1);
  }

  /** The glossary itself lists the words. */
  private static boolean isText(Path file) {
    String name = file.toString();
    return Files.isRegularFile(file)
        && Stream.of(".md", ".yaml", ".tpl", ".txt", ".json", ".sh").anyMatch(name::endsWith)
        && !name.endsWith("0017-glossary.md");
  }

  private static List<String> literals(String source) {
    return TOKEN
        .matcher(source)
        .results()
        .map(match -> match.group())
        .filter(token -> token.startsWith("\""))
        .toList();
  }

  private static void check(Path file, String text, List<String> found) {
    if (REPLACED.matcher(ALLOWED.matcher(text).replaceAll("")).find()) {
      found.add(file.getFileName() + ": " + text.strip());
    }
  }
}
