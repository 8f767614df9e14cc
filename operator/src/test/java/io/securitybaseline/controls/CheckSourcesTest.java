package io.securitybaseline.controls;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.architecture.ControlChecks;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.report.CheckSource;
import io.securitybaseline.report.CheckSources;
import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason of every control has a source, and the page is made from the table. */
class CheckSourcesTest {

  private static final CheckSources SOURCES = CheckSources.bundled();

  /** The recommendations of the CIS benchmark, as its table of contents numbers them. */
  private static final Pattern CIS = Pattern.compile("[2-5]\\.[1-6]\\.[1-9][0-2]?");

  private static final Pattern MCSB =
      Pattern.compile("(NS|IM|PA|DP|AM|LT|IR|PV|ES|BR|DS|GS)-[1-9]");

  static List<ControlModule> controls() {
    return Controls.ALL;
  }

  @ParameterizedTest
  @MethodSource("controls")
  void everyReasonOfTheControlHasARow(ControlModule control) {
    String id = control.descriptor().id().id();
    Set<String> reasons = new TreeSet<>(ControlChecks.reasons(control));
    reasons.addAll(control.descriptor().tenantReasons());
    reasons.addAll(inCases(control));

    assertThat(reasons)
        .isNotEmpty()
        .allSatisfy(reason ->
            assertThat(SOURCES.find(id, reason))
                .as("%s of %s in sources.yaml", reason, id)
                .isPresent());
  }

  @Test
  void everySharedReasonHasARow() throws IllegalAccessException {
    for (Field field : Arrays.asList(Reasons.class.getFields())) {
      assertThat(SOURCES.isShared((String) field.get(null))).as(field.getName()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("controls")
  void noRowIsLeftOfAReasonThatIsGone(ControlModule control) {
    String page = GeneratedFile.read("docs/controls/%s.md".formatted(ControlChecks.name(control)));

    assertThat(SOURCES.of(control.descriptor().id().id()))
        .filteredOn(row -> !SOURCES.isShared(row.reason()))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(page).contains("`" + row.reason() + "`"));
  }

  @ParameterizedTest
  @MethodSource("controls")
  void everyRowHasNumbersOrTheReasonWhyNot(ControlModule control) {
    assertThat(SOURCES.of(control.descriptor().id().id()))
        .isNotEmpty()
        .allSatisfy(row -> {
          assertThat(row.fix()).as("%s", row).endsWith(".");
          assertThat(row.page()).startsWith("https://learn.microsoft.com/azure/aks/");
          assertThat(row.cis()).allMatch(number -> CIS.matcher(number).matches());
          assertThat(row.mcsb()).allMatch(number -> MCSB.matcher(number).matches());
          assertThat(row.cis().isEmpty()).as("%s", row).isEqualTo(!row.noCis().isEmpty());
          assertThat(row.mcsb().isEmpty()).as("%s", row).isEqualTo(!row.noMcsb().isEmpty());
          assertThat(row.mcsb().isEmpty()).as("%s", row).isEqualTo(row.assignment().isEmpty());
        });
  }

  @Test
  void aReasonWithoutARowHasNoSource() {
    assertThat(SOURCES.find("Nodes", "NoSuchReason")).isEmpty();
    assertThat(SOURCES.find("NoSuchControl", "RebootRequired")).isEmpty();
  }

  @Test
  void aSharedReasonHasTheSourceOfItsControl() {
    assertThat(SOURCES.find("GroupBindings", Reasons.EXPIRED))
        .map(CheckSource::mcsb)
        .contains(List.of("PA-7"));
  }

  @Test
  void thePageIsCurrent() {
    GeneratedFile.assertCurrent("docs/sources.md", SourcesPage.markdown(SOURCES));
  }

  /** The reasons in the golden cases: those of findings that have no constant are among them. */
  private static Set<String> inCases(ControlModule control) {
    Path folder =
        GeneratedFile.repository()
            .resolve("operator/src/test/resources/control")
            .resolve(ControlChecks.name(control));
    Pattern reason = Pattern.compile("(?m)(?:VIOLATION|UNKNOWN|NOTE) ([A-Z][A-Za-z]+)");
    try (Stream<Path> files = Files.walk(folder)) {
      Set<String> reasons = new TreeSet<>();
      for (Path file : files.filter(each -> each.endsWith("out-findings.yaml")).toList()) {
        reason.matcher(Files.readString(file)).results().forEach(it -> reasons.add(it.group(1)));
      }
      return reasons;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
