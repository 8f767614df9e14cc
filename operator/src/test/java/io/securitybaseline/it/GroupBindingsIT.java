package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.api.status.BindingFinding;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users are replaced by groups in real bindings, under the chart's own rights. */
class GroupBindingsIT {

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().withChartValues(UserBindings.CHART_VALUES);

  private final UserBindings bindings = new UserBindings(operator.cluster().client());

  @Test
  void auditReportsAndChangesNothing() {
    String namespace = operator.namespaces().create("audit");
    bindings.create(namespace, "devs", "edit", "alice@contoso.com");
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().applyAndSettle(UserBindings.spec("Audit", "entraIntegration: Assume"));

    eventuallyFound(
        namespace, "UserBinding", "alice@contoso.com", "ClusterRole edit", UserBindings.GROUP);
    assertThat(status().plannedChanges()).isPositive();
    assertThat(operator.baseline().condition("GroupBindingsOnly"))
        .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("False"));
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
    assertThat(log.writes()).noneMatch(it -> it.resource().equals("rolebindings"));
  }

  @Test
  void enforcePutsTheGroupInTheUsersPlace() {
    String namespace = operator.namespaces().create("enforce");
    bindings.create(
        namespace,
        "devs",
        "edit",
        "",
        "alice@contoso.com",
        "carol@fabrikam.com",
        "bob@contoso.com");
    String uid = bindings.get(namespace, "devs").getMetadata().getUid();
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventually(() ->
        assertThat(bindings.subjects(namespace, "devs"))
            .containsExactly("Group/" + UserBindings.GROUP, "User/carol@fabrikam.com"));
    assertThat(bindings.get(namespace, "devs").getMetadata().getUid()).isEqualTo(uid);
    assertThat(bindings.record(namespace, "devs"))
        .hasValueSatisfying(it ->
            assertThat(it).contains("alice@contoso.com", "bob@contoso.com", UserBindings.GROUP));
    eventually(() -> assertThat(status().replaced()).isEqualTo(1));
    eventuallyFound(namespace, "NoGroup");
    eventually(() ->
        assertThat(events(namespace, "SubjectsReplaced"))
            .singleElement()
            .satisfies(event -> assertThat(event.getMessage()).contains("alice@contoso.com")));
    eventually(() ->
        assertThat(log.writes().stream().filter(it -> it.resource().equals("rolebindings")))
            .singleElement()
            .satisfies(it -> assertThat(it.verb()).isEqualTo("patch")));
  }

  @Test
  void aRoleThatTheChartDoesNotNameIsSeenBeforeActing() {
    String namespace = operator.namespaces().create("nobind");
    bindings.create(namespace, "viewers", "view", "alice@contoso.com");
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventuallyFound(
        namespace, "MissingBindPermission", "groupBindings.bind.clusterRoles", "ClusterRole view");
    assertThat(bindings.subjects(namespace, "viewers")).containsExactly("User/alice@contoso.com");
    assertThat(log.writes()).noneMatch(it -> it.resource().equals("rolebindings"));
  }

  @Test
  void aRoleThatDoesNotExistIsNamedAndItsBindingKept() {
    String namespace = operator.namespaces().create("norole");
    bindings.create(namespace, "releasers", "releaser", "alice@contoso.com");

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventuallyFound(namespace, "MissingRole");
    assertThat(bindings.subjects(namespace, "releasers")).containsExactly("User/alice@contoso.com");
  }

  @Test
  void nothingIsReplacedWhileEntraIdIsUnknown() {
    String namespace = operator.namespaces().create("entra");
    bindings.create(namespace, "devs", "edit", "alice@contoso.com");

    operator.baseline().applyAndSettle(UserBindings.spec("Enforce", "entraIntegration: Auto"));

    eventuallyFound(namespace, "EntraUnknown");
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
  }

  @Test
  void whatFluxOwnsIsLeftAloneAndItsNamespaceReported() {
    String namespace = operator.namespaces().create("flux");
    operator.baseline().applyAndSettle(UserBindings.enforced());
    bindings.create(
        namespace,
        "devs",
        "edit",
        "labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace:"
            + " flux-system}",
        "alice@contoso.com");

    eventuallyFound(namespace, "OwnedElsewhere", "flux-system/apps", UserBindings.GROUP);
    eventually(() -> assertThat(events(namespace, "OwnedElsewhere")).hasSize(1));
    assertThat(status().skipped()).isEqualTo(1);
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
  }

  @Test
  void theLastAdministratorStaysUntilAGroupIsProven() {
    String name = operator.namespaces().create("admins");
    var admins = operator.cluster().client().rbac().clusterRoleBindings().withName(name);
    operator
        .cluster()
        .write(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: %s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects:
            - {kind: User, apiGroup: rbac.authorization.k8s.io, name: alice@contoso.com}
            - {kind: User, apiGroup: rbac.authorization.k8s.io, name: breakglass@contoso.com}
            """
                .formatted(name));
    try {
      operator.baseline().applyAndSettle(UserBindings.enforced());
      eventually(() ->
          assertThat(status().worst())
              .anySatisfy(it -> {
                assertThat(it.binding()).isEqualTo(name);
                assertThat(it.reason()).isEqualTo("LastAdmin");
              }));

      edit(
          admins,
          binding ->
              binding
                  .getSubjects()
                  .add(
                      new Subject("rbac.authorization.k8s.io", "Group", UserBindings.GROUP, null)));

      eventually(() ->
          assertThat(UserBindings.subjects(admins.require().getSubjects()))
              .containsExactly("User/breakglass@contoso.com", "Group/" + UserBindings.GROUP));
    } finally {
      admins.delete();
    }
  }

  @Test
  void aGroupInAnotherBindingLetsTheLastAdministratorGo() {
    String name = operator.namespaces().create("lastadmin");
    var admins = operator.cluster().client().rbac().clusterRoleBindings();
    administrators(name, "User", "alice@contoso.com");
    administrators(name + "-other", "User", "breakglass@contoso.com");
    try {
      operator.baseline().applyAndSettle(UserBindings.enforced());
      eventually(() ->
          assertThat(status().worst())
              .anySatisfy(it -> assertThat(it.reason()).isEqualTo("LastAdmin")));

      administrators(name + "-other", "Group", UserBindings.GROUP);

      eventually(() ->
          assertThat(UserBindings.subjects(admins.withName(name).require().getSubjects()))
              .containsExactly("Group/" + UserBindings.GROUP));
    } finally {
      admins.withName(name).delete();
      admins.withName(name + "-other").delete();
    }
  }

  private static void administrators(String name, String kind, String subject) {
    operator
        .cluster()
        .write(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: %s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects: [{kind: %s, apiGroup: rbac.authorization.k8s.io, name: "%s"}]
            """
                .formatted(name, kind, subject));
  }

  private static GroupBindingsStatus status() {
    return Objects.requireNonNull(operator.baseline().status().groupBindings());
  }

  /** The watch of bindings may lag behind that of baselines, and the first status with it. */
  private static void eventuallyFound(String namespace, String reason, String... words) {
    eventually(() ->
        assertThat(finding(namespace))
            .hasValueSatisfying(it -> {
              assertThat(it.reason()).isEqualTo(reason);
              assertThat(words).allSatisfy(word -> assertThat(it.message()).contains(word));
            }));
  }

  private static Optional<BindingFinding> finding(String namespace) {
    return status().worst().stream().filter(it -> namespace.equals(it.namespace())).findFirst();
  }

  private static List<Event> events(String namespace, String reason) {
    return operator
        .cluster()
        .client()
        .v1()
        .events()
        .inNamespace("default")
        .list()
        .getItems()
        .stream()
        .filter(event -> namespace.equals(event.getInvolvedObject().getName()))
        .filter(event -> reason.equals(event.getReason()))
        .toList();
  }
}
