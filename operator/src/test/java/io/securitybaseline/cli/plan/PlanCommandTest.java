package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a folder of manifests, as in CI. */
class PlanCommandTest {

  @TempDir private Path folder;
  private PlannedFolder planned;

  @BeforeEach
  void writeBaseline() throws IOException {
    planned = PlannedFolder.in(folder);
  }

  @Test
  void aFolderWithoutUsersNeedsNothing() throws IOException {
    planned.write(
        "rbac/devs.yaml", PlannedFolder.binding("devs", "", "Group", PlannedFolder.GROUP));

    assertThat(planned.plan()).isZero();
    assertThat(planned.out())
        .contains("note: roles and role bindings only: InstanceMetadata, Nodes, Cluster")
        .endsWith("\nnothing to change\n");
    assertThat(planned.plan("--quiet")).isZero();
    assertThat(planned.out()).isEqualTo("nothing to change\n");
  }

  @Test
  void everyBindingThatNamesUsersIsReported() throws IOException {
    planned.write(
        "rbac/devs.yaml",
        PlannedFolder.binding("devs", "", "User", "alice@contoso.com")
            + "---\n"
            + PlannedFolder.binding("partners", "", "User", "carol@fabrikam.com"));

    assertThat(planned.plan()).isEqualTo(3);
    assertThat(planned.out())
        .contains(
            "SwapSubjects  shop RoleBinding/devs  GroupBindings UserBinding",
            "every member of the group gets",
            "    - User alice@contoso.com\n    + Group " + PlannedFolder.GROUP + "\n",
            "None          shop RoleBinding/partners  GroupBindings NoGroup",
            "changes: 1 by Enforce, 0 at their source, 1 by hand");
    assertThat(planned.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void onlyBindingsAreEvaluatedInAFolder() throws IOException {
    planned.write(
        "baseline.yaml",
        """
        apiVersion: securitybaseline.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: default}
        spec:
          mode: Enforce
          groupBindings: {prevention: Deny}
        """);
    planned.write("shop.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");

    assertThat(planned.plan()).as(planned.out()).isZero();
  }

  @Test
  void whatDependsOnAzureIsPlannedWithANote() throws IOException {
    planned.write(
        "baseline.yaml",
        planned.read("baseline.yaml").replace("    entraIntegration: Assume\n", ""));
    planned.write("devs.yaml", PlannedFolder.binding("devs", "", "User", "alice@contoso.com"));

    assertThat(planned.plan()).isEqualTo(3);
    assertThat(planned.out())
        .contains(
            "SwapSubjects  shop RoleBinding/devs", "note: provided that Azure reports Entra ID");
    assertThat(planned.plan("-o", "json")).isEqualTo(3);
    assertThat(planned.out()).contains("\"notes\" : [ \"provided that Azure");
  }

  @Test
  void oneNamespaceIsEnough() throws IOException {
    planned.write("devs.yaml", PlannedFolder.binding("devs", "", "User", "alice@contoso.com"));
    planned.write(
        "free.yaml",
        PlannedFolder.binding("free", "", "User", "a@contoso.com").replace("namespace: shop,", ""));

    assertThat(planned.plan("-n", "web")).isEqualTo(3);
    assertThat(planned.out())
        .contains("SwapSubjects  web RoleBinding/free", "note: namespace web only")
        .doesNotContain("RoleBinding/devs");
    assertThat(planned.plan()).isEqualTo(3);
    assertThat(planned.out()).contains("SwapSubjects  default RoleBinding/free");
  }

  @Test
  void twoAdministratorsAreNotBothPlannedToGo() throws IOException {
    planned.write(
        "baseline.yaml",
        planned.read("baseline.yaml").replace("name: edit", "name: cluster-admin"));
    planned.write(
        "admins.yaml", admin("a", "alice@contoso.com") + "---\n" + admin("b", "bob@contoso.com"));

    assertThat(planned.plan()).isEqualTo(3);
    assertThat(planned.out())
        .contains("SwapSubjects  ClusterRoleBinding/a", "None          ClusterRoleBinding/b")
        .contains("LastAdmin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels: {app.kubernetes.io/managed-by: Helm} | Helm",
        "labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: f}"
            + " | Flux Kustomization f/apps",
        "annotations: {argocd.argoproj.io/tracking-id: 'shop:rbac/x'} | Argo CD application shop",
      })
  void whatAnotherToolManagesHasThePatchForItsSource(String metadata, String owner)
      throws IOException {
    planned.write(
        "devs.json.yaml", PlannedFolder.binding("devs", metadata, "User", "alice@contoso.com"));

    assertThat(planned.plan("-o", "json")).isEqualTo(3);
    JsonNode first = new ObjectMapper().readTree(planned.out()).at("/planned/0");
    assertThat(first.at("/message").asText()).contains(owner);
    assertThat(first.at("/action").asText()).isEqualTo("AtSource");
    assertThat(first.at("/before/0/name").asText()).isEqualTo("alice@contoso.com");
    assertThat(first.at("/after/0/kind").asText()).isEqualTo("Group");
    assertThat(first.at("/after/0/name").asText()).isEqualTo(PlannedFolder.GROUP);
    assertThat(first.at("/patch/0/op").asText()).isEqualTo("replace");
    assertThat(first.at("/patch/0/path").asText()).isEqualTo("/subjects");
    assertThat(first.at("/patch/0/value")).isEqualTo(first.at("/after"));
  }

  private static String admin(String name, String user) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: %s, uid: uid-%s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
    subjects: [{kind: User, name: "%s"}]
    """
        .formatted(name, name, user);
  }
}
