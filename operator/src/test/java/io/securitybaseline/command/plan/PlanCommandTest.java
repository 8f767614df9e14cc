package io.securitybaseline.command.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Over a folder of manifests, as in CI. */
class PlanCommandTest {

  private static final String KUSTOMIZATION =
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [rbac]\n";
  private static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeBaseline() throws IOException {
    write(
        "baseline.yaml",
        """
        apiVersion: securitybaseline.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: default}
        spec:
          instanceMetadata: {mode: "Off"}
          groupBindings:
            entraIntegration: Assume
            groups:
            - objectId: %s
              users: ["*@contoso.com"]
              roles: [{kind: ClusterRole, name: edit}]
        """
            .formatted(GROUP));
  }

  @Test
  void aFolderWithoutUsersNeedsNothing() throws IOException {
    write("rbac/devs.yaml", binding("devs", "", "Group", GROUP));

    assertThat(plan()).isZero();
    assertThat(out).hasToString("nothing is to be changed\n");
  }

  @Test
  void everyBindingThatNamesUsersIsTold() throws IOException {
    write(
        "rbac/devs.yaml",
        binding("devs", "", "User", "alice@contoso.com")
            + "---\n"
            + binding("partners", "", "User", "carol@fabrikam.com"));

    assertThat(plan()).isEqualTo(3);
    assertThat(out.toString())
        .contains(
            "SwapSubjects  shop RoleBinding/devs  GroupBindings UserBinding",
            "every member of the group gets",
            "    - User alice@contoso.com\n    + Group " + GROUP + "\n",
            "None          shop RoleBinding/partners  GroupBindings NoGroup",
            "1 to be changed by Enforce, 0 at their source, 1 by hand");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void nothingButBindingsIsAskedOfAFolder() throws IOException {
    write(
        "baseline.yaml",
        """
        apiVersion: securitybaseline.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: default}
        spec:
          mode: Enforce
          groupBindings: {prevention: Deny}
        """);
    write("shop.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");

    assertThat(plan()).as(out.toString()).isZero();
  }

  @Test
  void whatTheWordOfAzureDecidesIsPlannedWithANote() throws IOException {
    write(
        "baseline.yaml",
        Files.readString(folder.resolve("baseline.yaml"))
            .replace("    entraIntegration: Assume\n", ""));
    write("devs.yaml", binding("devs", "", "User", "alice@contoso.com"));

    assertThat(plan()).isEqualTo(3);
    assertThat(out.toString())
        .contains("SwapSubjects  shop RoleBinding/devs", "note: provided that Azure says Entra ID");
    assertThat(plan("-o", "json")).isEqualTo(3);
    assertThat(out.toString()).contains("\"notes\" : [ \"provided that Azure");
  }

  @Test
  void whatHasNoNameIsNoManifest() throws IOException {
    write("kustomization.yaml", "resources: [rbac]\n");
    write("kust/kustomization.yaml", KUSTOMIZATION);
    write("rbac/devs.yaml", binding("devs", "", "Group", GROUP));

    assertThat(plan()).as(err.toString()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind: RoleBinding\nmetadata: {{ .Values.x }}\n", "a: [", "a: b: c"})
  void aFileThatCannotBeReadIsNamed(String text) throws IOException {
    write("chart/templates/devs.yaml", text);

    assertThat(plan()).isNotZero();
    assertThat(err.toString()).contains("chart/templates/devs.yaml holds no Kubernetes manifests");
  }

  @Test
  void twoAdministratorsAreNotBothPlannedToGo() throws IOException {
    write(
        "baseline.yaml",
        Files.readString(folder.resolve("baseline.yaml"))
            .replace("name: edit", "name: cluster-admin"));
    write("admins.yaml", admin("a", "alice@contoso.com") + "---\n" + admin("b", "bob@contoso.com"));

    assertThat(plan()).isEqualTo(3);
    assertThat(out.toString())
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
  void whatIsOwnedElsewhereHasThePatchForItsSource(String metadata, String owner)
      throws IOException {
    write("devs.json.yaml", binding("devs", metadata, "User", "alice@contoso.com"));

    assertThat(plan("-o", "json")).isEqualTo(3);
    JsonNode planned = new ObjectMapper().readTree(out.toString()).at("/planned/0");
    assertThat(planned.at("/message").asText()).contains(owner);
    assertThat(planned.at("/action").asText()).isEqualTo("AtSource");
    assertThat(planned.at("/before/0/name").asText()).isEqualTo("alice@contoso.com");
    assertThat(planned.at("/after/0/kind").asText()).isEqualTo("Group");
    assertThat(planned.at("/after/0/name").asText()).isEqualTo(GROUP);
    assertThat(planned.at("/patch/0/op").asText()).isEqualTo("replace");
    assertThat(planned.at("/patch/0/path").asText()).isEqualTo("/subjects");
    assertThat(planned.at("/patch/0/value")).isEqualTo(planned.at("/after"));
  }

  @Test
  void aFolderWithoutABaselineAsksForOne() throws IOException {
    Files.delete(folder.resolve("baseline.yaml"));

    assertThat(plan()).isNotZero();
    assertThat(err.toString()).contains("name one by -f");
  }

  private int plan(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--manifests";
    arguments[1] = folder.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return new CommandLine(new PlanCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static String binding(String name, String metadata, String kind, String subject) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: %s, namespace: shop, %s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
    subjects: [{kind: %s, name: "%s"}]
    """
        .formatted(name, metadata, kind, subject);
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

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
