package io.securitybaseline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.controlplane.KubectlResult;
import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real API server makes of the examples, asked as users ask: by kubectl. An invalid one has
 * to say in a comment, {@code # expect:}, what the user is reported.
 */
class SecurityBaselineValidationIT {
  private static final Path REPOSITORY = GeneratedFile.repository();
  private static final Path CASES = REPOSITORY.resolve("operator/src/test/resources/crd");
  private static final String EXPECT = "# expect: ";

  @BeforeAll
  static void installCrd() {
    kubectl("apply", "--server-side", "-f", REPOSITORY.resolve("crds").toString()).orThrow();
    kubectl("wait", "--for=condition=Established", "crd", "securitybaselines.securitybaseline.io")
        .orThrow();
  }

  static Stream<Arguments> valid() throws IOException {
    return Stream.concat(
        files(CASES, name -> name.startsWith("valid-")),
        files(REPOSITORY.resolve("examples"), name -> name.startsWith("securitybaseline-")));
  }

  @ParameterizedTest
  @MethodSource
  void valid(Path file) {
    dryRun(file).orThrow();
  }

  static Stream<Arguments> invalid() throws IOException {
    return files(CASES, name -> name.startsWith("invalid-"));
  }

  @ParameterizedTest
  @MethodSource
  void invalid(Path file) throws IOException {
    var expected =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()))
            .toList();
    assertThat(expected).as("%s says what the user is told", file).isNotEmpty();

    var answer = dryRun(file);

    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.stderr()).contains(expected);
  }

  @Test
  void everyCaseIsTried() throws IOException {
    assertThat(files(CASES, name -> !name.matches("(in)?valid-.*[.]yaml|additions.yaml")))
        .isEmpty();
  }

  @Test
  void largestGroupsStayWithinTheCostOfRules() {
    for (var shape : List.of(new int[] {100, 5, 5}, new int[] {25, 20, 16})) {
      var largest = GroupsAtTheLimit.yaml(shape[0], shape[1], shape[2]);
      ControlPlane.shared()
          .kubectlWithInput(largest, "create", "--dry-run=server", "-f", "-")
          .orThrow();
    }
  }

  @Test
  void newObjectIsNotReadyBeforeTheOperatorHasSeenIt() {
    var example = REPOSITORY.resolve("examples/securitybaseline-audit.yaml").toString();
    kubectl("create", "-f", example).orThrow();
    try {
      var conditions =
          "jsonpath={.status.observedGeneration} {.status.conditions[*]['type','status']}";
      assertThat(kubectl("get", "sb", "default", "-o", conditions).orThrow())
          .isEqualTo("-1 Ready Unknown");
      assertThat(kubectl("get", "security").orThrow().lines().findFirst().orElseThrow().split(" +"))
          .containsExactly(
              "NAME",
              "READY",
              "COMPLIANT",
              "MODE",
              "IMDS",
              "USER-BINDINGS",
              "REBOOT",
              "OLD-IMAGES",
              "PODS",
              "AGE",
              "NEXT");
      assertThat(kubectl("get", "sb", "-o", "wide").orThrow())
          .containsPattern("AGE +NEXT +ENGINE +VERSION +MESSAGE");
    } finally {
      kubectl("delete", "sb", "default").orThrow();
    }
  }

  private static Stream<Arguments> files(Path folder, Predicate<String> name) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> name.test(file.getFileName().toString()))
          .sorted()
          .map(file -> (Arguments) argumentSet(file.getFileName().toString(), file))
          .toList()
          .stream();
    }
  }

  private static KubectlResult dryRun(Path file) {
    return kubectl("create", "--dry-run=server", "-f", file.toString());
  }

  private static KubectlResult kubectl(String... arguments) {
    return ControlPlane.shared().kubectl(arguments);
  }
}
