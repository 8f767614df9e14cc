package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.KeptPolicy;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.testing.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads as much as is kept of each kind, as what it is, and no more. */
class SparseSerializationTest {

  private static final String POD_TEMPLATE =
      """
      metadata: {labels: {app: web}}
      spec:
        hostNetwork: true
        nodeName: node-1
        nodeSelector: {kubernetes.io/os: windows, disk: ssd}
        os: {name: windows}
        affinity: {nodeAffinity: {}}
        containers: [{name: web, image: "web:1", env: [{name: A, value: b}]}]
        volumes: [{name: tmp, emptyDir: {sizeLimit: 1Gi}}]
      """;

  private final KubernetesSerialization whole = new KubernetesSerialization();
  private final KubernetesSerialization sparse = SparseSerialization.create(Controls.watches());
  private final Pruning pruning = new Pruning();

  @Test
  void nothingThatIsKeptIsMissing() {
    keepsAll(Pod.class, pruning.pods(), pod());
    keepsAll(
        Deployment.class, pruning.workloads(WorkloadKind.DEPLOYMENT), workload("Deployment", ""));
    keepsAll(
        StatefulSet.class,
        pruning.workloads(WorkloadKind.STATEFUL_SET),
        workload("StatefulSet", "  serviceName: web\n"));
    keepsAll(
        DaemonSet.class, pruning.workloads(WorkloadKind.DAEMON_SET), workload("DaemonSet", ""));
    keepsAll(CronJob.class, pruning.workloads(WorkloadKind.CRON_JOB), cronJob());
    keepsAll(Node.class, pruning.nodes(), node());
    keepsAll(NetworkPolicy.class, pruning.networkPolicies(PolicyNames::isName), policy());
    keepsAll(CustomResourceDefinition.class, pruning.customResourceDefinitions(), definition());
  }

  @Test
  void fieldsThatAreNotDeclaredAreSkipped() {
    Pod pod = sparse.convertValue(pod(), Pod.class);

    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getSpec().getVolumes())
        .singleElement()
        .satisfies(volume -> assertThat(volume.getEmptyDir().getSizeLimit()).isNull());
    assertThat(pod.getSpec().getAffinity().getPodAffinity()).isNull();
    assertThat(pod.getSpec().getAdditionalProperties()).isEmpty();
    assertThat(pod.getSpec().getContainers().getFirst().getImage()).isEqualTo("web:1");
    assertThat(pod.getSpec().getContainers().getFirst().getEnv())
        .singleElement()
        .satisfies(variable -> assertThat(variable.getValue()).isNull());
    assertThat(pod.getStatus().getHostIP()).isNull();

    Node node = sparse.convertValue(node(), Node.class);
    assertThat(node.getStatus().getImages()).isEmpty();
    assertThat(node.getStatus().getNodeInfo().getBootID()).isNull();
    assertThat(node.getStatus().getConditions().getFirst().getReason()).isNull();
    assertThat(node.getStatus().getAddresses()).hasSize(2);
  }

  @Test
  void whatIsReadOfAPolicyOfAnotherTakesItsPlaceAtOnce() {
    NetworkPolicyList read =
        sparse.unmarshal(
            "{\"kind\": \"NetworkPolicyList\", \"apiVersion\": \"networking.k8s.io/v1\", \"items\": [%s]}"
                .formatted(policy()),
            NetworkPolicyList.class);
    NetworkPolicy whole = this.whole.convertValue(policy(), NetworkPolicy.class);

    assertThat(read.getItems()).singleElement().isInstanceOf(KeptPolicy.class);
    NetworkPolicy kept = read.getItems().getFirst();
    assertThat(kept.getSpec()).isNull();
    assertThat(kept.getMetadata()).isEqualTo(whole.getMetadata());
    assertThat(PolicySnapshot.of(kept).egress()).isEqualTo(PolicySnapshot.of(whole).egress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipv4", "dual-stack", "calico-windows-dual-stack", "cilium-legacy"})
  void whatTheOperatorWritesIsSerializedWhole(String manifest) throws IOException {
    try (InputStream yaml = PolicyNames.class.getResourceAsStream(manifest + ".yaml")) {
      JsonNode ours = Manifests.tree(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));

      NetworkPolicy read = sparse.convertValue(ours, NetworkPolicy.class);

      assertThat(Manifests.tree(sparse.asJson(sparse.clone(read))))
          .isEqualTo(Manifests.tree(whole.asJson(whole.convertValue(ours, NetworkPolicy.class))));
    }
  }

  @Test
  void listsAreReadAlike() {
    String list =
        "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": [%s]}".formatted(pod());

    assertThat(sparse.unmarshal(list, PodList.class).getItems())
        .containsExactly(sparse.convertValue(pod(), Pod.class));
  }

  private <T extends HasMetadata> void keepsAll(
      Class<T> type, UnaryOperator<T> prune, JsonNode object) {
    assertThat(prune.apply(sparse.convertValue(object, type)))
        .isEqualTo(prune.apply(whole.convertValue(object, type)));
  }

  static JsonNode pod() {
    return Manifests.tree(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web-1
          namespace: shop
          uid: uid-1
          resourceVersion: "7"
          labels: {app: web}
          annotations: {note: x}
          deletionTimestamp: "2026-11-01T00:00:00Z"
          managedFields: [{manager: kubectl, operation: Apply}]
        status: {phase: Succeeded, podIP: 10.0.0.1, hostIP: 10.224.0.4}
        """
            + POD_TEMPLATE.substring(POD_TEMPLATE.indexOf("spec:")));
  }

  private static JsonNode workload(String kind, String more) {
    return Manifests.tree(
        """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: web, namespace: shop, labels: {a: b}}
        status: {replicas: 3}
        spec:
        %s  replicas: 3
          selector: {matchLabels: {app: web}}
          template:
        """
                .formatted(kind, more)
            + POD_TEMPLATE.indent(4));
  }

  private static JsonNode cronJob() {
    return Manifests.tree(
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: nightly, namespace: shop}
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec:
              backoffLimit: 3
              template:
        """
            + POD_TEMPLATE.indent(8));
  }

  private static JsonNode node() {
    return node(1);
  }

  static JsonNode node(int images) {
    return Manifests.tree(
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: node-1
          labels: {kubernetes.io/os: linux, kubernetes.azure.com/agentpool: np1}
          annotations: {weave.works/kured-reboot-in-progress: now}
        spec: {podCIDR: 10.0.0.0/24, podCIDRs: [10.0.0.0/24, "fd00::/64"], providerID: x}
        status:
          addresses: [{type: InternalIP, address: 10.1.0.4}, {type: InternalIP, address: "fd00::1"}]
          conditions:
          - type: RebootRequired
            status: "True"
            reason: Kernel
            message: kernel
            lastHeartbeatTime: "2026-11-24T10:00:00Z"
            lastTransitionTime: "2026-11-24T09:00:00Z"
          nodeInfo: {bootID: x, kernelVersion: "6", kubeletVersion: v1.36.3, osImage: Ubuntu, operatingSystem: linux}
          images:
        """
            + "  - {names: [registry.example/web:1], sizeBytes: 7}\n".repeat(images));
  }

  static JsonNode policy() {
    return Manifests.tree(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: allow, namespace: shop, annotations: {securitybaseline.io/adopt: "true"}}
        spec:
          podSelector: {matchExpressions: [{key: a, operator: In, values: [b]}]}
          policyTypes: [Egress]
          egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}], ports: [{port: 80}]}]
        """);
  }

  private static JsonNode definition() {
    return Manifests.tree(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.example.com}
        spec: {group: example.com, scope: Cluster}
        status: {conditions: [{type: Established, status: "True"}]}
        """);
  }
}
