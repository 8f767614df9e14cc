package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controls.Controls;
import io.securitybaseline.module.ControlModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A control is complete: a line in the registry, a folder, conditions, cases and a page. */
class ControlsTest {
  private static final Path FOLDERS = Sources.main().resolve("io/securitybaseline/controls");

  static List<ControlModule> controls() {
    return Controls.ALL;
  }

  @Test
  void everyFolderHasOneLineInTheRegistry() throws IOException {
    try (var folders = Files.list(FOLDERS)) {
      assertThat(controls().stream().map(ControlChecks::name))
          .containsExactlyInAnyOrderElementsOf(
              folders
                  .filter(Files::isDirectory)
                  .map(folder -> Objects.toString(folder.getFileName()))
                  .toList());
    }
  }

  @Test
  void noTwoControlsShareAConditionOrAnExemption() {
    assertThat(controls().stream().flatMap(control -> control.descriptor().conditions().stream()))
        .doesNotHaveDuplicates();
    assertThat(controls().stream().flatMap(control -> control.descriptor().exemptible().stream()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("controls")
  void moduleIsInTheFolderOfItsName(ControlModule control) {
    assertThat(control.getClass().getPackageName())
        .endsWith(".controls." + ControlChecks.name(control));
    assertThat(control.getClass().getSimpleName())
        .isEqualTo(control.descriptor().id().id() + "Module");
  }

  @ParameterizedTest
  @MethodSource("controls")
  void hasConditionsAndReasons(ControlModule control) {
    assertThat(control.descriptor().conditions()).isNotEmpty();
    assertThat(ControlChecks.reasons(control)).isNotEmpty();
  }

  /** Its conditions, its reasons and those of its events in namespaces are explained. */
  @ParameterizedTest
  @MethodSource("controls")
  void hasCasesAndAPageThatExplainsIt(ControlModule control) {
    assertThat(ControlChecks.missing(control)).isEmpty();
  }
}
