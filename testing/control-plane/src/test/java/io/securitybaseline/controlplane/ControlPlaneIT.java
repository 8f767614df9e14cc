package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tests of an operator rely on, seen through the one control plane of this JVM. */
class ControlPlaneIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ControlPlane controlPlane = ControlPlane.shared();

  @TempDir private Path folder;

  @Test
  void isTheVersionItClaims() {
    assertThat(controlPlane.kubectl("version", "-o", "yaml").orThrow())
        .contains("serverVersion")
        .containsPattern("(?s)clientVersion.*gitVersion: v1.36.3.*serverVersion.*v1.36.3");
  }

  @Test
  void deletedNamespacesGoAwayWithAllThatIsInThem() {
    controlPlane.kubectl("create", "namespace", "doomed").orThrow();
    controlPlane.kubectl("create", "configmap", "content", "--namespace=doomed").orThrow();

    controlPlane.kubectl("delete", "namespace", "doomed", "--wait=false").orThrow();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(names("get", "namespaces")).doesNotContain("namespace/doomed"));
    controlPlane.kubectl("create", "namespace", "doomed").orThrow();
    assertThat(names("get", "configmaps", "--namespace=doomed"))
        .doesNotContain("configmap/content");
  }

  @Test
  void ownedObjectsFollowTheirOwner() {
    controlPlane.kubectl("create", "namespace", "family").orThrow();
    controlPlane.kubectl("create", "configmap", "owner", "--namespace=family").orThrow();
    String uid =
        controlPlane
            .kubectl(
                "get", "configmap", "owner", "--namespace=family", "-o", "jsonpath={.metadata.uid}")
            .orThrow();
    apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: owned
          namespace: family
          ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: %s}]
        """
            .formatted(uid));

    controlPlane.kubectl("delete", "configmap", "owner", "--namespace=family").orThrow();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(names("get", "configmaps", "--namespace=family"))
                .doesNotContain("configmap/owned"));
  }

  @Test
  void aggregatedClusterRolesAreFilled() {
    apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: more-for-viewers
          labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
        rules: [{apiGroups: [example.com], resources: [wonders], verbs: [get]}]
        """);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(controlPlane.kubectl("get", "clusterrole", "view", "-o", "yaml").orThrow())
                .contains("wonders"));
  }

  @Test
  void usersWithACertificateHaveTheirRbacPermissions() throws IOException {
    String kubeconfig =
        write("jane", controlPlane.kubeconfigFor("jane", List.of("team:blue", "team:red")));

    assertThat(controlPlane.kubectl(kubeconfig, "auth", "whoami", "-o", "yaml").orThrow())
        .contains("username: jane", "team:blue", "team:red");
    KubectlResult denied = controlPlane.kubectl(kubeconfig, "get", "nodes");
    assertThat(denied.exitCode()).isEqualTo(1);
    assertThat(denied.stderr()).contains("Forbidden", "jane");

    controlPlane
        .kubectl("create", "clusterrole", "node-reader", "--verb=list", "--resource=nodes")
        .orThrow();
    controlPlane
        .kubectl(
            "create", "clusterrolebinding", "reds", "--clusterrole=node-reader", "--group=team:red")
        .orThrow();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(controlPlane.kubectl(kubeconfig, "get", "nodes").exitCode()).isZero());
  }

  @Test
  void serviceAccountsGetTokens() throws IOException {
    controlPlane.kubectl("create", "namespace", "robots").orThrow();
    controlPlane.kubectl("create", "serviceaccount", "robot", "--namespace=robots").orThrow();

    String kubeconfig = write("robot", controlPlane.kubeconfigForServiceAccount("robots", "robot"));

    assertThat(controlPlane.kubectl(kubeconfig, "auth", "whoami", "-o", "yaml").orThrow())
        .contains("system:serviceaccount:robots:robot");
    assertThatThrownBy(() -> controlPlane.kubeconfigForServiceAccount("robots", "nobody"))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("robots/nobody")
        .hasMessageContaining("not found");
  }

  @Test
  void podsCanBeCreatedAndDeleted() {
    controlPlane.kubectl("create", "namespace", "pods").orThrow();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(names("get", "serviceaccounts", "--namespace=pods"))
                .contains("serviceaccount/default"));

    controlPlane.kubectl("run", "pod", "--image=none", "--namespace=pods").orThrow();
    controlPlane.kubectl("delete", "pod", "pod", "--namespace=pods").orThrow();

    assertThat(names("get", "pods", "--namespace=pods")).isEmpty();
  }

  @Test
  void theAuditLogHasOneLineForARequest() {
    controlPlane.kubectl("create", "namespace", "counted").orThrow();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(Files.readAllLines(controlPlane.auditLog()))
                .filteredOn(line -> line.contains("\"verb\":\"create\""))
                .filteredOn(line -> line.contains("\"name\":\"counted\""))
                .singleElement()
                .asString()
                .contains("\"username\":\"admin\"", "\"stage\":\"ResponseComplete\""));
  }

  @Test
  void theKubeconfigFileIsForItsOwnerOnly() throws IOException {
    assertThat(controlPlane.kubeconfigFile()).hasContent(controlPlane.adminKubeconfig());
    assertThat(Files.getPosixFilePermissions(controlPlane.kubeconfigFile()))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void thereIsOneForTheWholeJvm() {
    assertThat(ControlPlane.shared()).isSameAs(controlPlane);
  }

  private void apply(String manifest) {
    controlPlane.kubectlWithInput(manifest, "apply", "-f", "-").orThrow();
  }

  private List<String> names(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-o";
    all[arguments.length + 1] = "name";
    return controlPlane.kubectl(all).orThrow().lines().toList();
  }

  private String write(String name, String kubeconfig) throws IOException {
    return "--kubeconfig=" + Files.writeString(folder.resolve(name), kubeconfig);
  }
}
