package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disabled test protects nothing: repair it, or remove it and state why. */
class NoTestLeftOutTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Dis" + "abled",
        "Assump" + "tions.",
        "assume" + "T",
        "@Enab" + "led",
        "Thread.sl" + "eep"
      })
  void nothingIsSkippedAndNothingSleeps(String word) {
    assertThat(Sources.javaFiles(Sources.tests()))
        .allSatisfy(file -> assertThat(Sources.lines(file)).noneMatch(line -> line.contains(word)));
  }

  @Test
  void everyTestHasANameThatTheBuildRuns() {
    List<String> withTests =
        Sources.javaFiles(Sources.tests()).stream()
            .filter(file ->
                Sources.lines(file).stream()
                    .anyMatch(
                        line -> line.strip().matches("@(Test|EverySeed|ParameterizedTest.*)")))
            .map(file -> Objects.toString(file.getFileName()))
            .filter(name -> !name.equals("EverySeed.java"))
            .toList();

    assertThat(withTests).isNotEmpty().allMatch(name -> name.matches(".*(Test|IT)\\.java"));
  }
}
