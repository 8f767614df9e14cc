package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.runtime.RunningOperator;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.ProgramRun;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rollback reaches, of bindings that an operator swapped which is gone by now. */
class RollbackScopesIT {

  private static final String TEAM = "Group/" + UserBindings.GROUP;
  private static final String ALICE = "User/alice@contoso.com";

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final TestCluster cluster = TestCluster.on(controlPlane);
  private final UserBindings bindings = new UserBindings(cluster.client());
  private final TestNamespaces namespaces = new TestNamespaces(cluster.client());
  private final String viewers = TestNamespaces.unusedName("a-viewers");
  private final String admins = TestNamespaces.unusedName("a-admins");
  private String one = "";
  private String other = "";

  @BeforeEach
  void swapEverythingAndStopTheOperator() {
    one = namespaces.create("one");
    other = namespaces.create("other");
    bindings.create(one, "devs", "edit", "alice@contoso.com");
    bindings.create(one, "more", "edit", "alice@contoso.com");
    bindings.create(other, "devs", "edit", "alice@contoso.com");
    clusterWide(viewers, "edit", "alice@contoso.com");
    clusterWide(admins, "cluster-admin", "alice@contoso.com", "bob@fabrikam.com");
    cluster.baseline().apply(UserBindings.enforced());
    try (RunningOperator _ =
        OperatorUnderTest.start(
            OperatorAccess.to(controlPlane, UserBindings.CHART_VALUES), Clock.systemUTC())) {
      eventually(() -> {
        assertThat(bindings.subjects(one, "devs")).containsExactly(TEAM);
        assertThat(bindings.subjects(one, "more")).containsExactly(TEAM);
        assertThat(bindings.subjects(other, "devs")).containsExactly(TEAM);
        assertThat(subjects(viewers)).containsExactly(TEAM);
        assertThat(subjects(admins)).containsExactly(TEAM, "User/bob@fabrikam.com");
      });
      // Deleted together with its finalizer, which no controller would remove any more.
      cluster.baseline().delete();
    }
  }

  @AfterEach
  void close() {
    cluster.client().rbac().clusterRoleBindings().withName(viewers).delete();
    cluster.client().rbac().clusterRoleBindings().withName(admins).delete();
    namespaces.deleteAll();
    cluster.close();
  }

  @Test
  void allLeavesAdministratorsTheirGroupAndComesToThemLast() {
    String preview = rollback(0, "--all", "--dry-run");
    assertThat(preview).contains("group %s stays".formatted(UserBindings.GROUP));
    assertThat(bindings.subjects(one, "devs")).containsExactly(TEAM);

    String done = rollback(0, "--all");

    // Namespaces of the test before may still be on their way out, with what is in them.
    var ours = List.of(one + "/", other + "/", viewers + ":", admins + ":");
    assertThat(
            done.lines()
                .filter(line -> line.contains("restored"))
                .filter(line -> ours.stream().anyMatch(line::contains)))
        .hasSize(5)
        .satisfies(lines -> {
          assertThat(lines.subList(0, 3)).allMatch(line -> line.startsWith("RoleBinding"));
          assertThat(lines.get(3)).startsWith("ClusterRoleBinding " + viewers);
          assertThat(lines.get(4)).startsWith("ClusterRoleBinding " + admins);
        });
    assertThat(done).contains(admins + ": group " + UserBindings.GROUP, "--remove-admin-groups");
    assertThat(bindings.subjects(one, "devs")).containsExactly(ALICE);
    assertThat(subjects(viewers)).containsExactly(ALICE);
    assertThat(subjects(admins)).containsExactly(TEAM, "User/bob@fabrikam.com", ALICE);

    rollback(0, "--all", "--remove-admin-groups");
    assertThat(subjects(admins)).containsExactly("User/bob@fabrikam.com", ALICE);
  }

  @Test
  void oneBindingAndOneClusterRoleBindingLeaveTheOthers() {
    rollback(0, "--namespace", one, "--binding", "devs");
    rollback(0, "--cluster-binding", viewers);

    assertThat(bindings.subjects(one, "devs")).containsExactly(ALICE);
    assertThat(bindings.subjects(one, "more")).containsExactly(TEAM);
    assertThat(bindings.subjects(other, "devs")).containsExactly(TEAM);
    assertThat(subjects(viewers)).containsExactly(ALICE);
    assertThat(subjects(admins)).contains(TEAM);
  }

  @Test
  void anEmptyNameIsWrongUsageAndNotEverything() {
    assertThat(rollback(2, "--namespace", "")).contains("--namespace needs a name");
    assertThat(rollback(2, "--namespace", " ")).contains("--namespace needs a name");
    assertThat(rollback(2, "--cluster-binding", "")).contains("--cluster-binding needs a name");
    assertThat(rollback(2, "--namespace", one, "--binding", "")).contains("--binding needs a name");

    assertThat(bindings.subjects(one, "devs")).containsExactly(TEAM);
    assertThat(bindings.subjects(other, "devs")).containsExactly(TEAM);
    assertThat(subjects(viewers)).containsExactly(TEAM);
  }

  private String rollback(int exitCode, String... arguments) {
    ProgramRun run = ProgramRun.of(controlPlane.kubeconfigFile(), "rollback", arguments);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(exitCode);
    return run.output();
  }

  private List<String> subjects(String clusterRoleBinding) {
    return UserBindings.subjects(
        cluster
            .client()
            .rbac()
            .clusterRoleBindings()
            .withName(clusterRoleBinding)
            .require()
            .getSubjects());
  }

  private void clusterWide(String name, String role, String... users) {
    StringBuilder subjects = new StringBuilder();
    for (String user : users) {
      subjects.append(
          "{kind: User, apiGroup: rbac.authorization.k8s.io, name: \"%s\"}, ".formatted(user));
    }
    cluster.write(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: %s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
        subjects: [%s]
        """
            .formatted(name, role, subjects));
  }
}
