package io.securitybaseline.it;

import static io.securitybaseline.it.Admission.assertDone;
import static io.securitybaseline.it.Admission.assertRefused;
import static io.securitybaseline.testing.Eventually.eventually;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.controlplane.KubectlResult;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.Manifests;
import io.securitybaseline.testing.Person;
import io.securitybaseline.testing.TestCluster;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may create namespaces may not take the names that the operator leaves alone. */
class ReservedNamespacesIT {

  private static final Manifests CHART =
      Chart.render("reservedNamespaces: {protect: true, names: [left-out]}");
  private static final String POLICY = "ValidatingAdmissionPolicy";

  private static TestCluster cluster;

  private final Person tenant = person("tina@contoso.com", "reserving-tenants");
  private final Person administrator = person("root@contoso.com", "reserving-admins");

  @BeforeAll
  static void reserve() {
    cluster = TestCluster.on(ControlPlane.shared());
    Stream.of(POLICY, POLICY + "Binding")
        .forEach(kind -> cluster.apply(Manifests.yaml(CHART.only(kind))));
    grant("namespace-creator", "reserving-tenants");
    grant("namespace-creator", "system:serviceaccounts:kube-system");
    grant("cluster-admin", "reserving-admins");
    Person tenant = person("tina@contoso.com", "reserving-tenants");
    eventually(() -> assertRefused(create(tenant, "dapr-system"), "is reserved"));
  }

  @AfterAll
  static void release() {
    for (String kind : new String[] {POLICY + "Binding", POLICY}) {
      cluster.client().resource(Manifests.yaml(CHART.only(kind))).delete();
    }
    cluster.close();
  }

  @Test
  void theRejectionOfATenantNamesTheFix() {
    for (String name : new String[] {"calico-system", "tigera-operator", "azureml", "left-out"}) {
      assertRefused(
          create(tenant, name),
          "namespace name " + name + " is reserved",
          "use another name",
          "reservedNamespaces.allowedUsers or .allowedGroups");
    }
  }

  @Test
  void otherNamesAreFree() {
    assertDone(create(tenant, "calico-systems"));
    assertDone(create(tenant, "shop"));
  }

  @Test
  void administratorsAndAddOnsMayCreateThem() {
    assertDone(create(administrator, "sc-system"));
    assertDone(create(person("add-on", "system:serviceaccounts:kube-system"), "sc-system"));
    assertDone(create(person("aksService", "reserving-tenants"), "acstor"));
  }

  private static KubectlResult create(Person person, String namespace) {
    return person.kubectl("create", "namespace", namespace, "--dry-run=server");
  }

  private static Person person(String name, String group) {
    return new Person(ControlPlane.shared(), name, group);
  }

  private static void grant(String role, String group) {
    cluster.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: namespace-creator}
        rules: [{apiGroups: [""], resources: [namespaces], verbs: [create, get]}]
        """);
    cluster.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: "%2$s"}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
        subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: "%2$s"}]
        """
            .formatted(role, group));
  }
}
