package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests on which an earlier version gave a wrong or a surprising answer. */
class AccessCasesTest {

  private static final Path MANIFESTS =
      GeneratedFile.repository().resolve("operator/src/test/resources/manifests");

  @TempDir private Path folder;
  private PlannedFolder planned;

  @BeforeEach
  void writeBaseline() throws IOException {
    planned = PlannedFolder.in(folder);
    take("baseline.yaml", "baseline.yaml");
  }

  /** One binding of each tool, with the labels and annotations that it sets. */
  @Test
  void bindingsOfOtherOwnersAreReportedAndNotChanged() throws IOException {
    take("owners.yaml", "owners.yaml");

    assertThat(planned.plan("-o", "json")).isEqualTo(3);

    Map<String, String> owners = new TreeMap<>();
    for (JsonNode each : items("AtSource")) {
      assertThat(each.at("/reason").asText()).isEqualTo("OwnedElsewhere");
      owners.put(name(each), each.at("/message").asText().replaceAll(".*; (.*) owns this.*", "$1"));
    }
    assertThat(owners)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("hnc", "Hierarchical Namespace Controller"),
                Map.entry("rancher", "Rancher"),
                Map.entry("kapp", "kapp"),
                Map.entry("configsync", "Config Sync"),
                Map.entry("kyverno-generated", "Kyverno"),
                Map.entry("fleet", "Rancher"),
                Map.entry("olm", "Operator Lifecycle Manager"),
                Map.entry("capsule", "Capsule"),
                Map.entry("rbacmanager", "RBACDefinition/joe"),
                Map.entry("karmada", "Karmada"),
                Map.entry("crossplane", "Crossplane")));
    // The label of Argo CD's tracking is one that charts set too.
    assertThat(items("SwapSubjects"))
        .extracting(AccessCasesTest::name)
        .containsExactly("argo-label-tracked");
  }

  @ParameterizedTest
  @CsvSource({"shop, argocd", "shop, ''"})
  void anApplicationOfTheNameOwnsWhatIsLabelledWithIt(String name, String namespace)
      throws IOException {
    take("owners.yaml", "owners.yaml");
    planned.write(
        "application.yaml",
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s, namespace: "%s"}
        spec: {project: default}
        """
            .formatted(name, namespace));

    planned.plan("-o", "json");

    assertThat(items("SwapSubjects")).isEmpty();
    assertThat(items("AtSource"))
        .filteredOn(each -> name(each).equals("argo-label-tracked"))
        .singleElement()
        .satisfies(each ->
            assertThat(each.at("/message").asText()).contains("Argo CD application shop owns"));
  }

  @Test
  void anApplicationOfAnotherNameOwnsNothing() throws IOException {
    take("owners.yaml", "owners.yaml");
    planned.write(
        "application.yaml",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\n");

    planned.plan("-o", "json");

    assertThat(items("SwapSubjects")).hasSize(1);
  }

  /** Names that no user can have: nothing is inferred from what is in them. */
  @Test
  void namesThatNoUserCanHaveAreQuotedAndNeverReplaced() throws IOException {
    take("impossible-names.yaml", "names.yaml");

    assertThat(planned.plan("-o", "json")).isEqualTo(3);

    assertThat(planned())
        .extracting(each -> each.at("/action").asText(), each -> each.at("/reason").asText())
        .containsExactly(tuple("None", "UnmatchableUser"));
    assertThat(planned().getFirst().at("/message").asText())
        .startsWith("references \" jo@fabrikam.example \", \"https://sts.windows.net/")
        .contains("/#jo@fabrikam.examp…\" and 2 more, which no user can have as a name");
  }

  /** Neither by the group that replaces a user beside them. */
  @Test
  void namesThatNoUserCanHaveStayBesideAUserWhoIsReplaced() throws IOException {
    take("impossible-names.yaml", "names.yaml");
    Path names = folder.resolve("names.yaml");
    Files.writeString(
        names, Files.readString(names) + "- {kind: User, name: \"al@fabrikam.example\"}\n");

    assertThat(planned.plan("-o", "json")).isEqualTo(3);

    assertThat(items("SwapSubjects"))
        .singleElement()
        .satisfies(swap ->
            assertThat(swap.at("/after").findValuesAsText("name"))
                .containsExactly(
                    "https://sts.windows.net/11111111-2222-3333-4444-555555555555/#jo@fabrikam.example",
                    "https://sts.windows.net/11111111-2222-3333-4444-555555555555/#5a0e0f66-3f2e-4b8a-9f5d-0d7b6c3a1e22",
                    " jo@fabrikam.example ",
                    "jo@fabrikam.example,al@fabrikam.example",
                    "jo@fabrikam.example\n",
                    "breakglass@fabrikam.example",
                    "Breakglass@fabrikam.example",
                    "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11"));
  }

  /** AKS's own bindings by their full names; those of teams are evaluated. */
  @Test
  void aPrefixDoesNotMakeABindingThePlatforms() throws IOException {
    take("aks-bindings.yaml", "bindings.yaml");

    assertThat(planned.plan("-o", "json")).isEqualTo(3);

    assertThat(items("SwapSubjects"))
        .extracting(AccessCasesTest::name)
        .containsExactlyInAnyOrder("contoso-cluster-admins", "aks-team-blue");
    assertThat(planned.out()).doesNotContain("PlatformManaged");
  }

  @ParameterizedTest
  @CsvSource({"role-binding-list, 2", "anchors, 2", "utf-16, 1"})
  void everyBindingIsEvaluatedHoweverItIsWritten(String file, int bindings) throws IOException {
    take(file + ".yaml", "rbac/bindings.yaml");

    assertThat(planned.plan("-o", "json")).isEqualTo(3);
    assertThat(items("SwapSubjects")).hasSize(bindings);
    assertThat(planned.err()).isEmpty();
  }

  @Test
  void aTemplateIsNamedWithItsLineAndTheRestIsEvaluated() throws IOException {
    take("helm-template.yaml", "templates/devs.yaml");
    take("role-binding-list.yaml", "rbac/bindings.yaml");

    assertThat(planned.plan("-o", "json")).isEqualTo(1);
    assertThat(items("SwapSubjects")).hasSize(2);
    assertThat(planned.err().lines())
        .singleElement()
        .asString()
        .matches("plan: .*/templates/devs.yaml:[0-9]+:[0-9]+: .*helm template CHART.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown-control | unknown field \"spec.groupBinding\"",
        "unknown-field | unknown field \"spec.groupBindings.protectedUser\"",
        "unquoted-off | spec.groupBindings.mode: Invalid value: \"boolean\"",
        "group-id-is-a-name | spec.groupBindings.groups[0].objectId: Invalid value: \"my-group\"",
        "group-id-in-capitals | spec.groupBindings.groups[0].objectId: Invalid value: \"9C1D5B6E"
      })
  void aBaselineThatTheServerRejectsIsRejectedWithItsMessage(String file, String message)
      throws IOException {
    take("refused-" + file + ".yaml", "baseline.yaml");
    take("role-binding-list.yaml", "rbac/bindings.yaml");

    assertThat(planned.plan("-f", folder.resolve("baseline.yaml").toString())).isEqualTo(1);
    assertThat(planned.out()).isEmpty();
    assertThat(planned.err()).contains(message);
  }

  private void take(String from, String as) throws IOException {
    Path to = folder.resolve(as);
    Files.createDirectories(to.getParent());
    Files.write(to, Files.readAllBytes(MANIFESTS.resolve(from)));
  }

  private List<JsonNode> items(String action) throws IOException {
    return planned().stream().filter(each -> each.at("/action").asText().equals(action)).toList();
  }

  private List<JsonNode> planned() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    new ObjectMapper().readTree(planned.out()).at("/planned").forEach(found::add);
    return found;
  }

  private static String name(JsonNode item) {
    return item.at("/object").asText().replaceAll(".*/", "");
  }
}
