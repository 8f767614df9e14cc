package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.securitybaseline.controlplane.KubectlResult;
import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import io.securitybaseline.testing.Person;
import io.securitybaseline.testing.TestCluster;
import java.util.List;
import java.util.stream.Stream;

/** The operator's admission policies in a cluster, and users who meet them. */
final class Admission {

  static final String USER_BINDINGS = PreventionControl.NAME;
  static final String RECORDS = RecordProtectionControl.NAME;
  static final String PROTECTION = ProtectionControl.NAME;

  private final TestCluster cluster;
  private final KubernetesClient client;

  Admission(TestCluster cluster) {
    this.cluster = cluster;
    this.client = cluster.client();
  }

  Resource<ValidatingAdmissionPolicy> policy(String name) {
    return client.admissionRegistration().v1().validatingAdmissionPolicies().withName(name);
  }

  Resource<ValidatingAdmissionPolicyBinding> binding(String name) {
    return client.admissionRegistration().v1().validatingAdmissionPolicyBindings().withName(name);
  }

  List<String> actions(String name) {
    return binding(name).require().getSpec().getValidationActions();
  }

  void eventuallyDoes(String name, String... actions) {
    eventually(() -> assertThat(actions(name)).containsExactly(actions));
  }

  void eventuallyGone(String name) {
    eventually(() -> {
      assertThat(binding(name).get()).isNull();
      assertThat(policy(name).get()).isNull();
    });
  }

  /** Gives the group a ClusterRole in one namespace. */
  void grant(String namespace, String clusterRole, String group) {
    cluster.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: %s, namespace: %s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
        subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: %s}]
        """
            .formatted(clusterRole + "-" + group, namespace, clusterRole, group));
  }

  /** Makes cluster administrators of a group, by RBAC. */
  void grantAdministrators(String group) {
    cluster.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: admission-it-%1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: %1$s}]
        """
            .formatted(group));
  }

  /** Tries, and only tries, to make a RoleBinding as {@code kubectl create rolebinding} does. */
  static KubectlResult bind(
      Person person, String namespace, String clusterRole, String... subjects) {
    return person.kubectl(
        Stream.concat(
                Stream.of(
                    "-n",
                    namespace,
                    "create",
                    "rolebinding",
                    "new-" + clusterRole,
                    "--clusterrole=" + clusterRole,
                    "--dry-run=server"),
                Stream.of(subjects))
            .toArray(String[]::new));
  }

  /** A patch that adds a subject to a binding. */
  static String add(String kind, String name) {
    return """
    [{"op":"add","path":"/subjects/-","value":{"kind":"%s","apiGroup":"rbac.authorization.k8s.io","name":"%s"}}]\
    """
        .formatted(kind, name);
  }

  static void assertRefused(KubectlResult result, String... parts) {
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.stderr()).contains("ValidatingAdmissionPolicy").contains(parts);
  }

  static void assertDone(KubectlResult result) {
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr()).doesNotContain("ValidatingAdmissionPolicy");
  }
}
