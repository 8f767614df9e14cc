package io.securitybaseline.chart;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.LiveNodePool;
import io.securitybaseline.testing.Manifests;
import io.securitybaseline.testing.TestCluster;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pod of the node problem detector may do with its token, on a real API server. */
class NodeProblemDetectorIT {

  private static final String NAMESPACE = "node-health";
  private static final String NAME = "security-baseline-operator-npd";
  private static final Set<String> KINDS =
      Set.of(
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding");
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.STRATEGIC_MERGE).build();

  private static final TestCluster CLUSTER = TestCluster.on(ControlPlane.shared());
  private static final KubernetesClient ADMIN = CLUSTER.client();
  private static final LiveNodePool POOL = new LiveNodePool(ADMIN, "npd");
  private static final String IMAGE = "AKSUbuntu-2404gen2containerd-202611.17.0";

  @BeforeAll
  static void install() {
    CLUSTER.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + NAMESPACE + "}\n");
    for (var object :
        Chart.render("nodeProblemDetector: {enabled: true, namespace: " + NAMESPACE + "}")
            .objects()) {
      String name = object.at("/metadata/name").asText();
      if (name.equals(NAME) && KINDS.contains(object.at("/kind").asText())) {
        CLUSTER.apply(Manifests.yaml(object));
      }
    }
    POOL.create(0, IMAGE);
    POOL.create(1, IMAGE);
    POOL.setRebootRequired(0, "False", "2026-11-01T00:00:00Z");
  }

  @AfterAll
  static void remove() {
    POOL.delete();
    ADMIN.namespaces().withName(NAMESPACE).delete();
    ADMIN.admissionRegistration().v1().validatingAdmissionPolicyBindings().withName(NAME).delete();
    ADMIN.admissionRegistration().v1().validatingAdmissionPolicies().withName(NAME).delete();
    CLUSTER.close();
  }

  @Test
  void itSetsTheConditionOfItsOwnNodeAndNothingElse() {
    try (KubernetesClient detector = detectorOn(POOL.name(0))) {
      awaitPolicy(detector);
      setCondition(detector, 0, "RebootRequired");

      assertThat(ADMIN.nodes().withName(POOL.name(0)).require().getStatus().getConditions())
          .anySatisfy(condition -> {
            assertThat(condition.getType()).isEqualTo("RebootRequired");
            assertThat(condition.getStatus()).isEqualTo("True");
          });
      assertThatThrownBy(() -> setCondition(detector, 1, "RebootRequired"))
          .hasMessageContaining("its own node only");
      assertThatThrownBy(() -> setCondition(detector, 0, "Ready"))
          .hasMessageContaining("the condition RebootRequired only");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{status: {capacity: {cpu: '9'}}} | conditions only",
        "{status: {daemonEndpoints: {kubeletEndpoint: {Port: 6666}}}} | conditions only",
        "{status: {images: [{names: [a], sizeBytes: 1}]}} | conditions only",
        "{status: {volumesInUse: [a]}} | conditions only",
        "{status: {phase: Terminated}} | conditions only",
        "{metadata: {labels: {kubernetes.azure.com/mode: system}}} | no metadata",
        "{metadata: {labels: {kubernetes.azure.com/agentpool: null}}} | no metadata",
        "{metadata: {annotations: {weave.works/kured-reboot-in-progress: now}}} | no metadata",
        "{metadata: {finalizers: [a.example/b]}} | no metadata",
        "{metadata: {ownerReferences: [{apiVersion: v1, kind: Node, name: a, uid: b}]}}"
            + " | no metadata",
      })
  void nothingElseOfItsOwnNode(String change, String message) {
    try (KubernetesClient detector = detectorOn(POOL.name(0))) {
      awaitPolicy(detector);

      assertThatThrownBy(() -> patch(detector, 0, Manifests.tree(change).toString()))
          .hasMessageContaining(message);
    }
  }

  /** It takes a moment until the API server heeds a new policy, and new roles. */
  private static void awaitPolicy(KubernetesClient detector) {
    eventually(() ->
        assertThatThrownBy(() -> setCondition(detector, 1, "RebootRequired"))
            .hasMessageContaining("its own node only"));
  }

  private static void setCondition(KubernetesClient detector, int node, String condition) {
    NodeStatus status = new NodeStatus();
    status
        .getConditions()
        .add(
            new NodeConditionBuilder()
                .withType(condition)
                .withStatus("True")
                .withReason("Test")
                .withMessage("test")
                .build());
    patch(
        detector,
        node,
        "{\"status\":{\"conditions\":"
            + detector.getKubernetesSerialization().asJson(status.getConditions())
            + "}}");
  }

  private static void patch(KubernetesClient detector, int node, String json) {
    detector.nodes().withName(POOL.name(node)).subresource("status").patch(MERGE, json);
  }

  /** A client with the token that a pod on the node would have. */
  private static KubernetesClient detectorOn(String node) {
    HasMetadata pod =
        ADMIN
            .resource(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: npd, namespace: %s}
                spec:
                  nodeName: %s
                  serviceAccountName: %s
                  terminationGracePeriodSeconds: 0
                  automountServiceAccountToken: false
                  containers: [{name: npd, image: none}]
                """
                    .formatted(NAMESPACE, node, NAME))
            .serverSideApply();
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName("npd")
            .withUid(pod.getMetadata().getUid())
            .endBoundObjectRef()
            .endSpec()
            .build();
    String token =
        ADMIN
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(NAME)
            .tokenRequest(request)
            .getStatus()
            .getToken();
    Config config = Config.fromKubeconfig(ControlPlane.shared().adminKubeconfig());
    config.setClientCertData(null);
    config.setClientKeyData(null);
    config.setOauthToken(token);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
