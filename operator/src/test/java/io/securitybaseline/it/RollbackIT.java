package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Ownership;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.controlplane.KubectlResult;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Person;
import io.securitybaseline.testing.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What groups took over is given back by a person, with the built program. */
class RollbackIT {

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().withChartValues(UserBindings.CHART_VALUES);

  private final UserBindings bindings = new UserBindings(operator.cluster().client());

  @Test
  void failsWhileTheBaselineWouldReplaceAgainAndThenRestores() {
    String namespace = operator.namespaces().create("rollback");
    bindings.create(namespace, "devs", "edit", "", "alice@contoso.com", "bob@contoso.com");
    operator.baseline().applyAndSettle(UserBindings.enforced());
    eventually(() -> assertThat(bindings.record(namespace, "devs")).isPresent());

    ProgramRun refused = rollback("--namespace", namespace);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains("spec.groupBindings.mode to Audit", "exemption", namespace);
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("Group/" + UserBindings.GROUP);

    operator.baseline().applyAndSettle(UserBindings.spec("Audit", "entraIntegration: Assume"));
    ProgramRun preview = rollback("--namespace", namespace, "--binding", "devs", "--dry-run");
    assertThat(preview.exitCode()).isZero();
    assertThat(preview.output()).contains("would restore alice@contoso.com, bob@contoso.com");
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("Group/" + UserBindings.GROUP);

    ProgramRun done = rollback("--namespace", namespace);
    assertThat(done.output()).contains("restored alice@contoso.com, bob@contoso.com");
    assertThat(done.exitCode()).isZero();
    assertThat(bindings.subjects(namespace, "devs"))
        .isEqualTo(List.of("User/alice@contoso.com", "User/bob@contoso.com"));
    assertThat(bindings.record(namespace, "devs")).isEmpty();
    assertThat(rollback("--namespace", namespace).output()).contains("no users were replaced here");
  }

  @Test
  void usersWhoseGroupWasRemovedAreRestoredOnlyOnRequest() {
    String namespace = operator.namespaces().create("withdrawn");
    bindings.create(namespace, "devs", "edit", "alice@contoso.com");
    operator.baseline().applyAndSettle(UserBindings.enforced());
    eventually(() -> assertThat(bindings.record(namespace, "devs")).isPresent());
    operator.baseline().applyAndSettle(UserBindings.spec("Audit", "entraIntegration: Assume"));
    bindings.cleanUpEverybody(namespace, "devs");

    ProgramRun kept = rollback("--namespace", namespace);
    assertThat(kept.exitCode()).isEqualTo(1);
    assertThat(kept.output()).contains("was removed since");
    assertThat(bindings.subjects(namespace, "devs")).isEmpty();

    assertThat(rollback("--namespace", namespace, "--even-without-group").exitCode()).isZero();
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
  }

  @Test
  void aPlanOfTheClusterShowsWhatEnforceWouldDo() {
    String namespace = operator.namespaces().create("plan");
    bindings.create(namespace, "devs", "edit", "alice@contoso.com");
    operator.baseline().applyAndSettle(UserBindings.spec("Audit", "entraIntegration: Assume"));

    ProgramRun plan = ProgramRun.of(operator.cluster().controlPlane().kubeconfigFile(), "plan");

    assertThat(plan.exitCode()).isEqualTo(3);
    assertThat(plan.output())
        .contains("SwapSubjects  %s RoleBinding/devs  GroupBindings".formatted(namespace));
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
  }

  @Test
  void aPlanByTheFileThatWasAppliedFindsNothing(@TempDir Path folder) throws IOException {
    String spec =
        UserBindings.spec("Enforce", "entraIntegration: Assume\n  prevention: Warn")
            .replace("mode: \"Off\"", "engine: Calico");
    operator.baseline().applyAndSettle(spec);
    Path file = folder.resolve("baseline.yaml");
    Files.writeString(
        file,
        """
        apiVersion: securitybaseline.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: default}
        spec:
        """
            + spec.indent(2));

    eventually(() -> {
      ProgramRun plan =
          ProgramRun.of(
              operator.cluster().controlPlane().kubeconfigFile(), "plan", "-f", file.toString());
      assertThat(plan.output()).contains("nothing to change");
      assertThat(plan.exitCode()).isZero();
    });
  }

  @Test
  void aWrongSelectionIsReportedInOneLine() {
    assertThat(rollback().exitCode()).isEqualTo(2);
    ProgramRun missing = rollback("--cluster-binding", "no-such-binding");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.output()).contains("there is no ClusterRoleBinding no-such-binding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-namespace", "No/such", ".."})
  void aNamespaceThatDoesNotExistIsAnError(String name) {
    for (String[] more : new String[][] {{}, {"--dry-run"}, {"--binding", "devs"}}) {
      List<String> arguments = new ArrayList<>(List.of("--namespace", name));
      arguments.addAll(List.of(more));

      ProgramRun run = rollback(arguments.toArray(String[]::new));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output().strip()).endsWith("there is no namespace " + name);
    }
    ProgramRun binding = rollback("--namespace", "default", "--binding", "no-such-binding");
    assertThat(binding.exitCode()).isEqualTo(1);
    assertThat(binding.output())
        .contains("there is no RoleBinding no-such-binding in namespace default");
  }

  @Test
  void aRecordThatATenantWroteBecomesNoRight() {
    String namespace = operator.namespaces().create("forged");
    Admission admission = new Admission(operator.cluster());
    admission.grant(namespace, "admin", "tenants");
    Person tenant = new Person(ControlPlane.shared(), "tina@contoso.com", "tenants");
    bindings.create(namespace, "admins", "cluster-admin", "root@fabrikam.com");
    bindings.create(namespace, "devs", "edit", "dave@fabrikam.com");
    String record =
        Ownership.REPLACED_SUBJECTS
            + "={\"groups\":{\"%s\":{\"entered\":true,\"users\":[\"eve@fabrikam.com\"]}},\"returned\":0}"
                .formatted(UserBindings.GROUP);

    // RBAC rejects every change of a binding by a user who neither holds nor may bind its role.
    assertThat(annotate(tenant, namespace, "admins", record).stderr())
        .contains("attempting to grant");
    assertThat(annotate(tenant, namespace, "devs", record).exitCode()).isZero();
    ProgramRun refused = rollback("--namespace", namespace, "--even-without-group");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains("RoleBinding %s/devs: not restored".formatted(namespace), "kubectl-annotate");
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/dave@fabrikam.com");

    assertThat(
            rollback("--namespace", namespace, "--even-without-group", "--records-of-others")
                .exitCode())
        .isZero();
    assertThat(bindings.subjects(namespace, "devs")).contains("User/eve@fabrikam.com");
    assertThat(
            annotate(tenant, namespace, "devs", record.replace("eve@fabrikam.com", "system:admin"))
                .exitCode())
        .isZero();
    assertThat(
            rollback("--namespace", namespace, "--even-without-group", "--records-of-others")
                .output())
        .contains("names system:admin, which the operator never replaces");
  }

  private static KubectlResult annotate(
      Person person, String namespace, String binding, String annotation) {
    return person.kubectl(
        "-n", namespace, "annotate", "--overwrite", "rolebinding", binding, annotation);
  }

  private static ProgramRun rollback(String... arguments) {
    return ProgramRun.of(operator.cluster().controlPlane().kubeconfigFile(), "rollback", arguments);
  }
}
