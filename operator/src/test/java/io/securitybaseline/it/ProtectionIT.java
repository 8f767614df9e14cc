package io.securitybaseline.it;

import static io.securitybaseline.it.Admission.PROTECTION;
import static io.securitybaseline.it.Admission.assertDone;
import static io.securitybaseline.it.Admission.assertRefused;
import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.controlplane.KubectlResult;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Person;
import io.securitybaseline.testing.TestNamespaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may change what the operator makes in namespaces, with the policy that it made. */
class ProtectionIT {

  private static final String POLICY = TestNamespaces.POLICY;
  private static final String DENY =
      Specs.ENFORCE_ON_CALICO + "groupBindings: {mode: Audit, prevention: Deny}\n";

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private final Admission admission = new Admission(operator.cluster());
  private final Person tenant = new Person(ControlPlane.shared(), "tina@contoso.com", "tenants");
  private final Person admin = new Person(ControlPlane.shared(), "root@contoso.com", "admins");

  /** Holds by RBAC what Kubernetes gives its controller, which is not to change a baseline. */
  private final Person namespaceController =
      new Person(
          ControlPlane.shared(),
          "system:serviceaccount:kube-system:namespace-controller",
          "system:serviceaccounts",
          "system:serviceaccounts:kube-system");

  @Test
  void aTenantCanNeitherChangeNorDeleteIt() {
    String namespace = protectedNamespace("tenant");

    assertRefused(delete(tenant, namespace), "belongs to SecurityBaseline default", "allowedPods");
    assertRefused(
        tenant.kubectl("-n", namespace, "label", "networkpolicy", POLICY, "a=b"), "belongs to");
    assertRefused(
        tenant.kubectl("-n", namespace, "delete", "networkpolicy", "--all"), "belongs to");
    assertThat(namespaces.policy(namespace)).isPresent();
  }

  @Test
  void ownersCanChangeTheirObjects() {
    String namespace = protectedNamespace("others");
    operator
        .cluster()
        .apply(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: restrict-instance-metadata-2, namespace: %s}
            spec: {podSelector: {matchLabels: {a: b}}, policyTypes: [Ingress]}
            """
                .formatted(namespace));

    assertDone(
        tenant.kubectl(
            "-n",
            namespace,
            "annotate",
            "networkpolicy",
            POLICY + "-2",
            "securitybaseline.io/adopt=true"));
    assertDone(tenant.kubectl("-n", namespace, "delete", "networkpolicy", POLICY + "-2"));
  }

  @Test
  void kubernetesAndAdministratorsPassAndTheOperatorRepairs() {
    String namespace = protectedNamespace("passes");
    String before = uid(namespace);

    assertDone(delete(namespaceController, namespace));
    eventually(() -> assertThat(uid(namespace)).isNotEqualTo(before));
    assertDone(
        admin.kubectl(
            "-n",
            namespace,
            "patch",
            "networkpolicy",
            POLICY,
            "--type=merge",
            "-p",
            "{\"spec\":{\"egress\":[{}]}}"));

    eventually(() ->
        assertThat(namespaces.policy(namespace).orElseThrow().getSpec().getEgress())
            .singleElement()
            .satisfies(rule -> assertThat(rule.getTo()).isNotEmpty()));
  }

  @Test
  void aNamespaceIsDeletedWithEverythingInIt() {
    String namespace = protectedNamespace("deleted");

    assertDone(admin.kubectl("delete", "namespace", namespace, "--wait=false"));

    eventually(() -> assertThat(namespaces.namespace(namespace).get()).isNull());
  }

  @Test
  void warnLetsItThroughWithTheSameWords() {
    String namespace = protectedNamespace("warned");

    operator.baseline().applyAndSettle(DENY.replace("Deny", "Warn"));
    admission.eventuallyDoes(PROTECTION, "Warn", "Audit");

    eventually(() -> {
      KubectlResult result = delete(tenant, namespace);
      assertThat(result.exitCode()).isZero();
      assertThat(result.stderr()).contains("Warning", "belongs to SecurityBaseline default");
    });
  }

  @Test
  void suspendedItStillProtectsAndDeletedItDoesNot() {
    String namespace = protectedNamespace("suspended");
    operator.baseline().apply(DENY + "suspend: true\ndeletionPolicy: Orphan\n");
    eventually(() -> assertThat(operator.baseline().events("Suspended")).hasSize(1));
    assertRefused(delete(tenant, namespace), "belongs to");

    operator.baseline().delete();

    assertThat(admission.policy(PROTECTION).get()).as("orphaned").isNotNull();
    assertThat(namespaces.policy(namespace)).isPresent();
    eventually(() -> assertDone(delete(tenant, namespace)));
    assertThat(namespaces.policy(namespace)).isEmpty();
    operator.baseline().applyAndSettle(DENY);
    operator.baseline().delete();
    admission.eventuallyGone(PROTECTION);
  }

  private String protectedNamespace(String what) {
    String namespace = namespaces.create(what);
    admission.grant(namespace, "edit", "tenants");
    admission.grantAdministrators("admins");
    operator.baseline().applyAndSettle(DENY);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    admission.eventuallyDoes(PROTECTION, "Deny");
    eventually(() ->
        assertRefused(
            tenant.kubectl("-n", namespace, "delete", "networkpolicy", POLICY, "--dry-run=server"),
            "belongs to"));
    return namespace;
  }

  private static KubectlResult delete(Person person, String namespace) {
    return person.kubectl("-n", namespace, "delete", "networkpolicy", POLICY);
  }

  private String uid(String namespace) {
    return namespaces.policy(namespace).orElseThrow().getMetadata().getUid();
  }
}
