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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No client but administrators gets objects with the operator's names or marks, or holds the
 * operator's by a finalizer.
 */
class ReservedNamesIT {

  private static final String POLICY = TestNamespaces.POLICY;
  private static final String CILIUM_CRD = "ciliumclusterwidenetworkpolicies.cilium.io";
  private static final String DENY =
      Specs.ENFORCE_ON_CALICO + "groupBindings: {mode: Audit, prevention: Deny}\n";

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().keepingTheBaseline();

  private final TestNamespaces namespaces = operator.namespaces();
  private final Admission admission = new Admission(operator.cluster());
  private final Person tenant = new Person(ControlPlane.shared(), "tina@contoso.com", "tenants");
  private final Person admin = new Person(ControlPlane.shared(), "root@contoso.com", "admins");
  private String namespace = "";

  @BeforeEach
  void protect() {
    namespace = namespaces.create("reserved");
    admission.grant(namespace, "edit", "tenants");
    admission.grantAdministrators("admins");
    apply(DENY, "Deny");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}",
        "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
        "{\"metadata\":{\"labels\":{\"securitybaseline.io/owner-uid\":null}}}",
        "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}",
        "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"a\",\"uid\":\"b\"}]}}",
        "{\"spec\":{\"egress\":[{}]}}",
      })
  void objectsOfTheOperatorAreNotChanged(String patch) {
    assertRefused(patch(tenant, POLICY, patch), "belongs to SecurityBaseline default");
    assertRefused(
        tenant.kubectl("-n", namespace, "delete", "networkpolicy", POLICY, "--cascade=foreground"),
        "belongs to SecurityBaseline default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "-9", "-10", "-32"})
  void ourNamesAreReserved(String suffix) {
    assertRefused(
        create(tenant, POLICY + suffix, ""),
        "the name " + POLICY + suffix + " is reserved for objects of SecurityBaseline default");
    assertDone(create(admin, POLICY + suffix, "--dry-run=server"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "-33", "-2-a", "x"})
  void otherNamesAreNot(String suffix) {
    String name = suffix.isEmpty() ? "my-" + POLICY : POLICY + suffix;

    assertDone(create(tenant, name, ""));
    assertDone(patch(tenant, name, "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}"));
    assertDone(patch(tenant, name, "{\"metadata\":{\"finalizers\":null}}"));
    assertDone(tenant.kubectl("-n", namespace, "delete", "networkpolicy", name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\":{\"labels\":{\"app.kubernetes.io/managed-by\":\"security-baseline-operator\"}}}",
        "{\"metadata\":{\"labels\":{\"securitybaseline.io/owner-uid\":\"x\"}}}",
        "{\"metadata\":{\"annotations\":{\"securitybaseline.io/control\":\"InstanceMetadata\"}}}",
      })
  void ourMarksAreNotForged(String patch) {
    assertDone(create(tenant, "mine", ""));

    assertRefused(
        patch(tenant, "mine", patch), "are reserved for objects of SecurityBaseline default");
    assertDone(patch(admin, "mine", patch));
    // An object with one, under another name, stays its owner's.
    assertDone(patch(tenant, "mine", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
    assertRefused(
        tenant.kubectlWithInput(
            policy("copy", patch.replace("{\"metadata\":{", "").replace("}}}", "}")),
            "create",
            "-f",
            "-"),
        "are reserved for objects of SecurityBaseline default");
  }

  @Test
  void warnLetsThemThroughWithTheSameWords() {
    apply(DENY.replace("Deny", "Warn"), "Warn", "Audit");

    eventually(() -> {
      KubectlResult result = create(tenant, POLICY + "-7", "--dry-run=server");
      assertThat(result.exitCode()).isZero();
      assertThat(result.stderr()).contains("Warning", "is reserved for objects of");
    });
  }

  @Test
  void ciliumsPolicyIsProtectedToo() {
    operator.cluster().installCrd(Resources.text("cilium/crd.yaml"));
    try {
      operator.cluster().apply(CILIUM_WRITER_ROLE);
      operator.cluster().apply(CILIUM_WRITERS);
      eventually(() ->
          assertRefused(
              tenant.kubectlWithInput(CILIUM_POLICY, "create", "-f", "-"),
              "the name " + POLICY + " is reserved"));
      assertDone(
          tenant.kubectlWithInput(
              CILIUM_POLICY.replace("name: restrict", "name: my"), "create", "-f", "-"));
    } finally {
      operator.cluster().removeCrd(CILIUM_CRD);
    }
  }

  private static final String CILIUM_POLICY =
      """
      apiVersion: cilium.io/v2
      kind: CiliumClusterwideNetworkPolicy
      metadata: {name: restrict-instance-metadata}
      spec: {endpointSelector: {}}
      """;

  private static final String CILIUM_WRITER_ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: reserved-names-it}
      rules: [{apiGroups: [cilium.io], resources: ["*"], verbs: ["*"]}]
      """;

  private static final String CILIUM_WRITERS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: reserved-names-it}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reserved-names-it}
      subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: tenants}]
      """;

  private void apply(String spec, String... actions) {
    operator.baseline().applyAndSettle(spec);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    admission.eventuallyDoes(PROTECTION, actions);
    if (actions[0].equals("Deny")) {
      eventually(
          () -> assertRefused(create(tenant, POLICY + "-32", "--dry-run=server"), "is reserved"));
    }
  }

  private KubectlResult create(Person person, String name, String option) {
    return option.isEmpty()
        ? person.kubectlWithInput(policy(name, ""), "create", "-f", "-")
        : person.kubectlWithInput(policy(name, ""), "create", option, "-f", "-");
  }

  private String policy(String name, String metadata) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: %s, namespace: %s, %s}
    spec: {podSelector: {}, policyTypes: [Ingress]}
    """
        .formatted(name, namespace, metadata);
  }

  private KubectlResult patch(Person person, String name, String patch) {
    return person.kubectl(
        "-n", namespace, "patch", "networkpolicy", name, "--type=merge", "-p", patch);
  }
}
