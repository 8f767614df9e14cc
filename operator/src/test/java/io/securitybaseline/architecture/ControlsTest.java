package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Control;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.Controls;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing half-added: a control is a package, an id, a line in the registry, cases and a page. */
class ControlsTest {
  private static final Path CONTROL = Sources.main().resolve("io/securitybaseline/controls");

  static List<String> packages() throws IOException {
    try (var folders = Files.list(CONTROL)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> Objects.toString(folder.getFileName()))
          .sorted()
          .toList();
    }
  }

  static List<ControlId> ids() {
    return List.of(ControlId.values());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageHasAnIdOfTheSameName(String name) {
    assertThat(ControlId.values())
        .extracting(id -> id.id().toLowerCase(Locale.ROOT))
        .contains(name);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageIsInTheRegistry(String name) {
    assertThat(registered())
        .anyMatch(control -> control.getClass().getPackageName().endsWith(".controls." + name));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageHasCases(String name) throws IOException {
    Path cases = Sources.tests().resolve("resources/control").resolve(name);
    assertThat(cases).isDirectory();
    try (var folders = Files.list(cases)) {
      assertThat(folders.filter(Files::isDirectory)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageHasAPageThatExplainsItsReasons(String name) {
    assertThat(Sources.repository().resolve("docs/controls").resolve(name + ".md"))
        .isRegularFile()
        .isNotEmptyFile();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void idHasAPackageAndAControl(ControlId id) throws IOException {
    assertThat(packages()).contains(id.id().toLowerCase(Locale.ROOT));
    assertThat(registered()).anyMatch(control -> control.id() == id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void conditionsAreExplained(ControlId id) throws IOException {
    assertThat(id.conditions()).isNotEmpty();
    assertThat(Files.readString(Sources.repository().resolve("docs/status.md")))
        .contains("### " + String.join(", ", id.conditions()));
  }

  private static List<? extends Control<?>> registered() {
    return Arrays.stream(Controls.class.getFields()).map(ControlsTest::control).toList();
  }

  private static Control<?> control(Field line) {
    try {
      return (Control<?>) line.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
