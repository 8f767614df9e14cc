package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controls.Controls;
import io.securitybaseline.module.ControlModule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
      assertThat(controls().stream().map(ControlsTest::name))
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
    assertThat(control.getClass().getPackageName()).endsWith(".controls." + name(control));
    assertThat(control.getClass().getSimpleName())
        .isEqualTo(control.descriptor().id().id() + "Module");
  }

  @ParameterizedTest
  @MethodSource("controls")
  void hasCases(ControlModule control) throws IOException {
    Path cases = Sources.tests().resolve("resources/control").resolve(name(control));
    assertThat(cases).isDirectory();
    try (var folders = Files.list(cases)) {
      assertThat(folders.filter(Files::isDirectory)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("controls")
  void conditionsAreExplained(ControlModule control) throws IOException {
    assertThat(control.descriptor().conditions()).isNotEmpty();
    assertThat(Files.readString(Sources.repository().resolve("docs/status.md")))
        .contains("### " + String.join(", ", control.descriptor().conditions()));
  }

  @ParameterizedTest
  @MethodSource("controls")
  void pageExplainsEveryReason(ControlModule control) throws Exception {
    String page = page(control);
    List<String> unexplained = new ArrayList<>(reasons(control));
    unexplained.removeIf(reason -> page.contains("`" + reason + "`"));
    assertThat(unexplained).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("controls")
  void pageExplainsTheReasonsOfEventsInNamespaces(ControlModule control) throws IOException {
    assertThat(control.descriptor().tenantReasons())
        .allSatisfy(reason -> assertThat(page(control)).contains("`" + reason + "`"));
  }

  private static String page(ControlModule control) throws IOException {
    return Files.readString(
        Sources.repository().resolve("docs/controls").resolve(name(control) + ".md"));
  }

  /** The constants of the class {@code Reasons} in the control's folder. */
  private static List<String> reasons(ControlModule control) throws ReflectiveOperationException {
    Class<?> reasons = Class.forName(control.getClass().getPackageName() + ".Reasons");
    List<String> values = new ArrayList<>();
    for (Field field : Arrays.asList(reasons.getFields())) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        values.add((String) Objects.requireNonNull(field.get(null)));
      }
    }
    assertThat(values).isNotEmpty();
    return values;
  }

  private static String name(ControlModule control) {
    return control.descriptor().id().id().toLowerCase(Locale.ROOT);
  }
}
