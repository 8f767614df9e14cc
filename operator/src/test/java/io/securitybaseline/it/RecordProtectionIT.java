package io.securitybaseline.it;

import static io.securitybaseline.it.Admission.RECORDS;
import static io.securitybaseline.it.Admission.assertDone;
import static io.securitybaseline.it.Admission.assertRefused;
import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Ownership;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.controlplane.KubectlResult;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Person;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may write the record from which an administrator's rollback makes subjects. */
class RecordProtectionIT {

  private static final String DENY =
      UserBindings.spec("Enforce", "entraIntegration: Assume\n  prevention: Deny");
  private static final String FORGED =
      Ownership.REPLACED_SUBJECTS
          + "={\"groups\":{\"%s\":{\"entered\":true,\"users\":[\"eve@fabrikam.com\"]}},\"returned\":0}"
              .formatted(UserBindings.GROUP);

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().withChartValues(UserBindings.CHART_VALUES);

  private final Admission admission = new Admission(operator.cluster());
  private final UserBindings bindings = new UserBindings(operator.cluster().client());
  private final Person tenant = new Person(ControlPlane.shared(), "tina@contoso.com", "tenants");
  private final Person admin = new Person(ControlPlane.shared(), "root@contoso.com", "admins");

  @Test
  void onlyTheOperatorAndAdministratorsWriteIt() {
    String namespace = operator.namespaces().create("records");
    String exempt = operator.namespaces().create("exempt");
    admission.grant(namespace, "admin", "tenants");
    admission.grant(exempt, "admin", "tenants");
    admission.grantAdministrators("admins");
    bindings.create(namespace, "devs", "edit", "alice@contoso.com");
    bindings.create(exempt, "devs", "edit", "alice@contoso.com");
    operator
        .baseline()
        .applyAndSettle(
            DENY
                + """
                exemptions:
                - {name: e, control: GroupBindings, namespaces: [%s], reason: r, owner: o, expiresOn: "2099-01-01"}
                """
                    .formatted(exempt));
    admission.eventuallyDoes(RECORDS, "Deny");
    eventually(() -> assertThat(bindings.record(namespace, "devs")).isPresent());
    String record = bindings.record(namespace, "devs").orElseThrow();

    eventually(() ->
        assertRefused(
            annotate(tenant, namespace, FORGED, "--dry-run=server"), "is the record from which"));
    assertRefused(annotate(tenant, exempt, FORGED), "is the record from which");
    assertRefused(
        annotate(tenant, namespace, Ownership.REPLACED_SUBJECTS + "-"), "is the record from which");
    assertRefused(
        tenant.kubectlWithInput(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: new
              namespace: %s
              annotations: {securitybaseline.io/replaced-subjects: "{}"}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
            """
                .formatted(namespace),
            "create",
            "-f",
            "-"),
        "is the record from which");
    assertThat(bindings.record(namespace, "devs")).contains(record);
    assertDone(annotate(tenant, namespace, "team=x"));
    assertDone(annotate(admin, exempt, FORGED));
  }

  private static KubectlResult annotate(
      Person person, String namespace, String annotation, String... options) {
    return person.kubectl(
        Stream.concat(
                Stream.of(
                    "-n", namespace, "annotate", "--overwrite", "rolebinding", "devs", annotation),
                Stream.of(options))
            .toArray(String[]::new));
  }
}
