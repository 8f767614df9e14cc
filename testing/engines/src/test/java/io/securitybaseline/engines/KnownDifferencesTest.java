package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

class KnownDifferencesTest {

  private static final String OPEN = "P3 enforce shop: restricted, but reached by a";

  @Test
  void aLineIsARowAndADifference() {
    KnownDifferences known = KnownDifferences.parse("# why\n\nC1  " + OPEN + "\n");
    assertThat(known.about("shop")).containsExactly(Map.entry(OPEN, "C1"));
    assertThat(known.about("sho")).isEmpty();
  }

  @Test
  void aLineTwiceIsRefused() {
    assertThatThrownBy(() -> KnownDifferences.parse("C1  " + OPEN + "\nC2  " + OPEN))
        .hasMessageContaining("listed twice");
  }

  @Test
  void aNewDifferenceFails() {
    assertThat(failures(run(OPEN), "")).containsExactly("shop [C1]");
  }

  @Test
  void aKnownDifferencePasses() {
    assertThat(failures(run(OPEN), "C1  " + OPEN)).isEmpty();
  }

  @Test
  void aDifferenceThatIsGoneFails() {
    assertThat(failures(run(), "C1  " + OPEN)).containsExactly("shop [C1]");
  }

  @Test
  void aLineAboutNoScenarioFails() {
    assertThat(failures(run(), "C1  " + OPEN.replace("shop", "other")))
        .containsExactly("every known difference is about a scenario");
  }

  private static RunResult run(String... differences) {
    return new RunResult(
        "calico",
        Map.of(),
        1,
        Map.of(),
        0,
        List.of(),
        List.of(
            new RunResult.ScenarioResult(
                "shop", List.of("C1"), List.of("shop"), List.of(differences), List.of())));
  }

  private static List<String> failures(RunResult result, String known) {
    Stream<DynamicTest> tests = EngineLab.tests(result, KnownDifferences.parse(known));
    return tests.filter(KnownDifferencesTest::fails).map(DynamicTest::getDisplayName).toList();
  }

  private static boolean fails(DynamicTest test) {
    try {
      test.getExecutable().execute();
      return false;
    } catch (Throwable e) {
      return true;
    }
  }
}
