package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan --manifests} evaluates roles together with the bindings in the same folder. */
class LeastPrivilegePlanTest {

  private static final String BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: %s
      metadata: {name: ci}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: %s}
      subjects: [{kind: ServiceAccount, name: ci, namespace: shop}]
      """;

  @TempDir private Path folder;
  private PlannedFolder planned;

  @BeforeEach
  void writeBaseline() throws IOException {
    planned = PlannedFolder.in(folder);
  }

  @Test
  void aWildcardFailsThePullRequestAndANarrowerRuleDoesNot() throws IOException {
    planned.write("binding.yaml", BINDING.formatted("RoleBinding", "Role", "deployer"));
    planned.write("role.yaml", role("\"*\""));

    assertThat(planned.plan("-n", "shop")).isEqualTo(3);
    assertThat(planned.outInOneLine()).contains("RoleBinding/ci", "WildcardRule", "grant only");

    planned.write("role.yaml", role("get, patch"));

    assertThat(planned.plan("-n", "shop")).as(planned.out()).isZero();
  }

  @Test
  void theRulesOfAnAggregatedRoleAreThoseOfItsParts() throws IOException {
    planned.write(
        "binding.yaml", BINDING.formatted("ClusterRoleBinding", "ClusterRole", "everything"));
    planned.write(
        "everything.yaml",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: everything}
        aggregationRule: {clusterRoleSelectors: [{matchLabels: {part: "yes"}}]}
        rules: []
        """);
    planned.write("part.yaml", part("\"no\""));

    planned.plan();
    assertThat(planned.outInOneLine()).contains("ClusterRole/part").doesNotContain("/ci");

    planned.write("part.yaml", part("\"yes\""));

    assertThat(planned.plan()).isEqualTo(3);
    assertThat(planned.outInOneLine()).contains("ClusterRoleBinding/ci", "WildcardRule");
  }

  @Test
  void aRoleWithoutABindingIsEvaluatedByItself() throws IOException {
    planned.write("role.yaml", role("\"*\""));
    planned.write("part.yaml", part("\"no\""));

    assertThat(planned.plan()).isEqualTo(3);
    assertThat(planned.outInOneLine())
        .contains("Role/deployer", "ClusterRole/part", "any subject that is bound")
        .doesNotContain("cluster-admin");

    // A binding beside it shows which subjects are to have it.
    planned.write("binding.yaml", BINDING.formatted("RoleBinding", "Role", "deployer"));

    assertThat(planned.plan("-n", "default")).isEqualTo(3);
    assertThat(planned.outInOneLine())
        .contains("RoleBinding/ci")
        .doesNotContain("any subject that is bound");
  }

  @Test
  void clusterAdminIsKnownWithoutItsManifest() throws IOException {
    planned.write(
        "binding.yaml", BINDING.formatted("ClusterRoleBinding", "ClusterRole", "cluster-admin"));

    assertThat(planned.plan()).isEqualTo(3);
    assertThat(planned.outInOneLine()).contains("ClusterAdmin");
  }

  @Test
  void aRoleOfAnotherVersionIsNamed() throws IOException {
    planned.write("role.yaml", role("get").replace("/v1", "/v1beta1"));

    assertThat(planned.plan()).isZero();
    assertThat(planned.outInOneLine()).contains("Role/deployer: UnsupportedVersion: ");
  }

  private static String role(String verbs) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: deployer}
    rules: [{apiGroups: [apps], resources: [deployments], verbs: [%s]}]
    """
        .formatted(verbs);
  }

  private static String part(String label) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: part, labels: {part: %s}}
    rules: [{apiGroups: [contoso.com], resources: [widgets], verbs: ["*"]}]
    """
        .formatted(label);
  }
}
