package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a folder is read, what is rejected, and what is named because it is neither. */
class PlanManifestsTest {

  private static final String KUSTOMIZATION =
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [rbac]\n";
  private static final Path MANIFESTS =
      GeneratedFile.repository().resolve("operator/src/test/resources/manifests");

  @TempDir private Path folder;
  private PlannedFolder planned;

  @BeforeEach
  void writeBaseline() throws IOException {
    planned = PlannedFolder.in(folder);
  }

  @Test
  void whatHasNoNameIsNoManifest() throws IOException {
    planned.write("kustomization.yaml", "resources: [rbac]\n");
    planned.write("kust/kustomization.yaml", KUSTOMIZATION);
    planned.write(
        "rbac/devs.yaml", PlannedFolder.binding("devs", "", "Group", PlannedFolder.GROUP));

    assertThat(planned.plan()).as(planned.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind: RoleBinding\nmetadata: {{ .Values.x }}\n", "a: [", "a: b: c"})
  void aFileThatCannotBeReadIsNamedAndTheRestEvaluated(String text) throws IOException {
    planned.write("chart/templates/devs.yaml", text);
    planned.write("rbac/devs.yaml", PlannedFolder.binding("devs", "", "User", "alice@contoso.com"));

    assertThat(planned.plan()).isEqualTo(1);
    assertThat(planned.err().lines())
        .singleElement()
        .asString()
        .matches("plan: .*/chart/templates/devs.yaml:[12]:[0-9]+: .*");
    assertThat(planned.out()).contains("SwapSubjects  shop RoleBinding/devs", "not read: ");
    assertThat(planned.plan("-o", "json")).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(planned.out()).at("/unreadable/0").asText())
        .contains("chart/templates/devs.yaml:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generate-name | GeneratedName | shop RoleBinding/dev-*",
        "v1beta1 | UnsupportedVersion | shop RoleBinding/beta",
      })
  void aBindingThatIsNotEvaluatedIsNamed(String file, String reason, String object)
      throws IOException {
    planned.write("rbac/odd.yaml", Files.readString(MANIFESTS.resolve(file + ".yaml")));

    assertThat(planned.plan()).isZero();
    assertThat(planned.outInOneLine()).contains("odd.yaml: " + object + ": " + reason + ": ");
    assertThat(planned.plan("-o", "json")).isZero();
    JsonNode skipped = new ObjectMapper().readTree(planned.out()).at("/skipped/0");
    assertThat(skipped.at("/object").asText()).isEqualTo(object);
    assertThat(skipped.at("/reason").asText()).isEqualTo(reason);
  }

  @Test
  void aBindingThatTheServerWouldRejectIsNamed() throws IOException {
    planned.write(
        "odd.yaml",
        PlannedFolder.binding("odd", "", "User", "a").replace("[{kind: User", "[[{kind: User")
            + "]");
    planned.write("none.yaml", PlannedFolder.binding("", "", "User", "a"));

    assertThat(planned.plan()).isZero();
    assertThat(planned.outInOneLine())
        .contains("odd.yaml: shop RoleBinding/odd: Malformed: ", "RoleBinding/*: NoName: ");
  }

  @Test
  void controlCharactersAreEscaped() throws IOException {
    String name = "\\u001b[2J" + "a".repeat(150) + "@contoso.com";
    planned.write("devs.yaml", PlannedFolder.binding("devs", "", "User", name));

    assertThat(planned.plan()).isEqualTo(3);
    assertThat(planned.out()).doesNotContain("\u001b").contains("\\u001b[2J");
    assertThat(planned.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void twoBaselinesAreOneTooMany() throws IOException {
    planned.write("more.yaml", planned.read("baseline.yaml"));

    assertThat(planned.plan()).isEqualTo(1);
    assertThat(planned.err()).contains("there are 2 SecurityBaselines in " + folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"securitybaseline.io/v1", "securitybaseline.io/v1alpha2"})
  void aBaselineOfAnotherVersionIsRejected(String version) throws IOException {
    planned.write(
        "baseline.yaml",
        planned.read("baseline.yaml").replace("securitybaseline.io/v1alpha1", version));

    assertThat(planned.plan()).isEqualTo(1);
    assertThat(planned.err())
        .contains("no matches for kind \"SecurityBaseline\" in version \"" + version + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown-field",
        "unknown-control",
        "unquoted-off",
        "group-id-is-a-name",
        "group-id-in-capitals"
      })
  void aBaselineThatTheServerRejectsIsRejected(String file) throws IOException {
    planned.write(
        "baseline.yaml", Files.readString(MANIFESTS.resolve("refused-" + file + ".yaml")));

    assertThat(planned.plan()).isEqualTo(1);
    assertThat(planned.out()).isEmpty();
    assertThat(planned.err().lines()).allMatch(line -> line.startsWith("plan: " + folder));
  }

  @Test
  void aFolderWithoutABaselineNeedsOne() throws IOException {
    Files.delete(folder.resolve("baseline.yaml"));

    assertThat(planned.plan()).isEqualTo(1);
    assertThat(planned.err()).contains("name the file with it by -f");
  }
}
