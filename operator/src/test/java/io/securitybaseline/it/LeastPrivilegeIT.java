package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.api.status.LeastPrivilegeStatus;
import io.securitybaseline.api.status.RoleFinding;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LeastPrivilege on a real API server, with the permissions of the chart. */
class LeastPrivilegeIT {

  private static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";
  private static final String AUDIT = "mode: \"Off\"\nleastPrivilege: {mode: Audit}\n";
  private static final String DECLARED =
      "mode: \"Off\"\nleastPrivilege: {mode: Enforce, administrators: [%s]}\n".formatted(GROUP);

  private static final String GROUPS =
      "mode: \"Off\"\nleastPrivilege: {mode: Audit, checks: {UnservedResource: Violation}}\n";

  private static final String EXEMPTION =
      """
      exemptions:
      - name: ops
        control: LeastPrivilege
        bindings: ["op*"]
        reason: moves to a group
        owner: ops@contoso.com
        expiresOn: "2099-03-31"
      """;

  private static final String WIDGETS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.contoso.com}
      spec:
        group: contoso.com
        scope: Namespaced
        names: {kind: Widget, plural: widgets}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object}}
      """;

  @RegisterExtension
  static final OperatorUnderTest operator = OperatorUnderTest.onControlPlaneOfItsOwn();

  @Test
  void findingsFollowBindingsAndRolesAndNothingIsWritten() {
    String shop = operator.namespaces().create("shop");
    ClusterRole role = role("widgets");
    client().resource(role).create();
    bindInNamespace(shop, role);
    bindInCluster("ops", "cluster-admin");
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().applyAndSettle(AUDIT);

    eventually(() ->
        assertThat(worst())
            .anySatisfy(found -> {
              assertThat(found.role()).isEqualTo("ClusterRole/cluster-admin");
              assertThat(found.reason()).isEqualTo("ClusterAdmin");
              assertThat(found.message())
                  .startsWith("Group %s → ClusterRoleBinding ops →".formatted(GROUP));
            }));
    assertThat(worst()).noneMatch(found -> shop.equals(found.namespace()));
    assertThat(section().bindings()).isNotNull();
    assertThat(Objects.requireNonNull(section().bindings()).platform()).isPositive();

    // The binding stays as it is, and its role gets a wildcard.
    client()
        .resource(role)
        .edit(it -> new ClusterRoleBuilder(it).editFirstRule().withVerbs("*").endRule().build());

    eventually(() ->
        assertThat(worst())
            .anySatisfy(found -> {
              assertThat(found.namespace()).isEqualTo(shop);
              assertThat(found.reason()).isEqualTo("WildcardRule");
            }));

    operator.baseline().applyAndSettle(DECLARED);

    eventually(() -> assertThat(worst()).noneMatch(LeastPrivilegeIT::isOfOps));
    assertThat(log.writes()).allSatisfy(write -> assertThat(write.target()).doesNotContain("role"));
  }

  @Test
  void anExemptionCoversABindingByItsName() {
    bindInCluster("ops", "cluster-admin");
    operator.baseline().applyAndSettle(AUDIT);
    eventually(() ->
        assertThat(worst())
            .anySatisfy(found -> assertThat(found.role()).isEqualTo("ClusterRole/cluster-admin")));

    operator.baseline().applyAndSettle(AUDIT + EXEMPTION);

    eventually(() -> {
      assertThat(worst()).noneMatch(LeastPrivilegeIT::isOfOps);
      assertThat(Objects.requireNonNull(section().bindings()).exempt()).isEqualTo(1);
    });
  }

  @Test
  void anApiGroupThatIsNotServedIsFoundUntilItIs() {
    String shop = operator.namespaces().create("shop");
    ClusterRole role = role("widgets");
    client().resource(role).create();
    bindInNamespace(shop, role);

    operator.baseline().applyAndSettle(GROUPS);
    eventually(() ->
        assertThat(worst())
            .anySatisfy(found -> {
              assertThat(found.namespace()).isEqualTo(shop);
              assertThat(found.reason()).isEqualTo("UnservedResource");
            }));

    client().resource(WIDGETS).create();
    eventually(() -> assertThat(worst()).noneMatch(found -> shop.equals(found.namespace())));
  }

  @Test
  void aResourceThatTheApiServerDoesNotHaveIsFound() {
    String shop = operator.namespaces().create("shop");
    ClusterRole role = role("widgets");
    client()
        .resource(
            new ClusterRoleBuilder(role)
                .editFirstRule()
                .withApiGroups("")
                .withResources("pods", "deployments", "pods/finalizers")
                .endRule()
                .build())
        .create();
    bindInNamespace(shop, role);

    operator.baseline().applyAndSettle(GROUPS);

    eventually(() ->
        assertThat(worst())
            .anySatisfy(found -> {
              assertThat(found.namespace()).isEqualTo(shop);
              assertThat(found.message()).contains("does not serve the resource deployments,");
            }));
  }

  private static boolean isOfOps(RoleFinding found) {
    return String.valueOf(found.message()).contains("ClusterRoleBinding ops ");
  }

  @AfterEach
  void removeWhatIsOfTheWholeCluster() {
    client().resource(WIDGETS).delete();
    client().rbac().clusterRoleBindings().withName("ops").delete();
    client().rbac().clusterRoles().withName("widgets").delete();
  }

  private static KubernetesClient client() {
    return operator.cluster().client();
  }

  private static ClusterRole role(String name) {
    return new ClusterRoleBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addNewRule()
        .withVerbs("get")
        .withApiGroups("contoso.com")
        .withResources("widgets")
        .endRule()
        .build();
  }

  private static void bindInNamespace(String namespace, ClusterRole role) {
    client()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("widgets")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(
                    "rbac.authorization.k8s.io", "ClusterRole", role.getMetadata().getName())
                .addNewSubject(null, "ServiceAccount", "widgets", namespace)
                .build())
        .create();
  }

  private static void bindInCluster(String name, String role) {
    client()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject("rbac.authorization.k8s.io", "Group", GROUP, null)
                .build())
        .create();
  }

  private static LeastPrivilegeStatus section() {
    return Objects.requireNonNull(operator.baseline().status().leastPrivilege());
  }

  private static List<RoleFinding> worst() {
    return section().worst();
  }
}
