package io.securitybaseline.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.testing.Browser;
import io.securitybaseline.testing.GeneratedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: filters, order, keyboard, print, and what tenants write. */
class ReportPageIT {

  private static final Path SCREENSHOT =
      GeneratedFile.repository().resolve("docs/images/report.png");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path page;

  @BeforeAll
  static void start() throws IOException {
    page =
        Files.writeString(
            folder.resolve("report.html"), ReportFormat.HTML.print(SampleCluster.report()));
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @BeforeEach
  void open() {
    browser.open(page);
  }

  @Test
  void itNeedsNoNetworkAndComplainsAboutNothing() {
    assertThat(browser.evaluate("performance.getEntriesByType('resource').length").asInt())
        .isZero();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.evaluate("document.title").asText()).isEqualTo("Security baseline report");
  }

  @Test
  void whatTenantsWriteIsTextAndCannotRun() {
    assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
    assertThat(browser.evaluate("typeof window.hacked").asText()).isEqualTo("undefined");
    assertThat(browser.evaluate("document.body.textContent").asText())
        .contains("</script><img src=x onerror=");

    browser.evaluate(
        "(() => { const b = document.createElement('button'); b.setAttribute('onclick',"
            + " 'window.hacked = 1'); document.body.append(b); b.click(); })()");
    assertThat(browser.evaluate("typeof window.hacked").asText())
        .as("the page's own policy rejects other scripts")
        .isEqualTo("undefined");
  }

  @Test
  void filtersNarrowFindingsAndNamespacesByKeyboardAlone() {
    int all = shown("#findings");
    browser.evaluate("document.getElementById('search').focus()");
    browser.type("payments");

    assertThat(shown("#findings")).isPositive().isLessThan(all);
    assertThat(names()).containsExactly("payments");
    assertThat(browser.evaluate("document.getElementById('count').textContent").asText())
        .contains("1 of 7 namespaces");

    browser.type(Browser.TAB + "G");
    assertThat(columns("#findings", 1)).isNotEmpty().containsOnly("GroupBindings");

    browser.evaluate("document.getElementById('reset').focus()");
    browser.type(Browser.ENTER);
    assertThat(shown("#findings")).isEqualTo(all);

    browser.evaluate("document.getElementById('severity').focus()");
    browser.type("V");
    assertThat(columns("#findings", 0)).isNotEmpty().containsOnly("Violation");
  }

  @Test
  void columnsAreSortedByKeyboardAndTheOrderIsAnnounced() {
    String header = "document.querySelector('#namespaces th button')";
    browser.evaluate(header + ".focus()");
    browser.type(Browser.ENTER);
    List<String> ascending = names();
    browser.type(Browser.ENTER);

    assertThat(ascending).isSorted().hasSize(7);
    assertThat(names()).isEqualTo(ascending.reversed());
    assertThat(browser.evaluate(header + ".closest('th').getAttribute('aria-sort')").asText())
        .isEqualTo("descending");

    browser.evaluate("document.querySelectorAll('#namespaces th button')[1].click()");
    assertThat(columns("#namespaces", 1).getFirst())
        .as("the worst result comes first")
        .isEqualTo("Violation");
  }

  /** Each result is a word with a mark before it; the color is only added to them. */
  @Test
  void resultsDoNotDependOnColors() {
    JsonNode marks =
        browser.evaluate(
            "[...new Map([...document.querySelectorAll('td[data-result] .result')].map(e =>"
                + " [e.textContent, getComputedStyle(e, '::before').content])).entries()]");

    List<String> words = new ArrayList<>();
    List<String> shapes = new ArrayList<>();
    marks.forEach(mark -> {
      words.add(mark.get(0).asText());
      shapes.add(mark.get(1).asText());
    });
    assertThat(words).contains("Violation", "Met", "Exempt", "Note", "not evaluated");
    assertThat(shapes).doesNotHaveDuplicates().doesNotContain("none", "\"\"");
  }

  @Test
  void itCanBePrintedAndEverythingNeededIsOnIt() {
    assertThat(browser.print()).startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
    assertThat(browser.evaluate("document.body.textContent").asText())
        .contains("legacy-pod-identity", "2027-03-31", "2026-10-31 (ended)")
        .contains("nodepool1", "gpu1", "AKSUbuntu-2204gen2containerd-202607.01.0")
        .contains("LocalAccounts", "az aks update -g g -n c --disable-local-accounts");
  }

  /** The picture of the README: all violations, sorted by namespace. */
  @Test
  void theReadmeShowsThePage() throws IOException {
    browser.evaluate("document.querySelector('#namespaces th button').click()");
    browser.evaluate("document.getElementById('severity').focus()");
    browser.type("V");
    byte[] picture = browser.screenshot();

    if (System.getProperty("generate") != null) {
      Files.write(SCREENSHOT, picture);
    }
    assertThat(picture).hasSizeGreaterThan(10_000);
    assertThat(size(picture))
        .as("docs/images/report.png")
        .isEqualTo(size(Files.readAllBytes(SCREENSHOT)));
    assertThat(GeneratedFile.read("README.md")).contains("docs/images/report.png");
  }

  private static String size(byte[] png) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(png));
    return image.getWidth() + "x" + image.getHeight();
  }

  private static int shown(String table) {
    return browser
        .evaluate("document.querySelectorAll('%s tbody tr:not([hidden])').length".formatted(table))
        .asInt();
  }

  private static List<String> names() {
    return columns("#namespaces", 0);
  }

  private static List<String> columns(String table, int column) {
    List<String> texts = new ArrayList<>();
    browser
        .evaluate(
            "[...document.querySelectorAll('%s tbody tr:not([hidden])')].map(row => row.cells[%d].textContent)"
                .formatted(table, column))
        .forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
