package io.securitybaseline.testing;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static io.securitybaseline.testing.RetryOnConflict.editStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nodes of one AKS pool, made by calls to the API: no machine, no kubelet. */
public final class LiveNodePool {

  private static final String POOL = "kubernetes.azure.com/agentpool";
  private static final String IMAGE = "kubernetes.azure.com/node-image-version";
  private static final String WINDOWS = "AKSWindows-2022-containerd-20348.4529.261111";

  private final KubernetesClient client;
  private final String pool;

  public LiveNodePool(KubernetesClient client, String pool) {
    this.client = client;
    this.pool = pool;
  }

  public String name(int number) {
    return "aks-%s-%d".formatted(pool, number);
  }

  public void create(int number, String image) {
    create(number, Map.of("kubernetes.io/os", "linux", POOL, pool, IMAGE, image));
  }

  public void createWindows(int number) {
    create(number, Map.of("kubernetes.io/os", "windows", POOL, pool, IMAGE, WINDOWS));
  }

  private void create(int number, Map<String, String> labels) {
    client
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name(number))
                .withLabels(labels)
                .endMetadata()
                .withNewStatus()
                .withNewNodeInfo()
                .withOperatingSystem(labels.get("kubernetes.io/os"))
                .withKubeletVersion("v1.36.3")
                .endNodeInfo()
                .endStatus()
                .build())
        .create();
  }

  public void setImage(int number, String image) {
    edit(node(number), node -> node.getMetadata().getLabels().put(IMAGE, image));
  }

  /** What the node problem detector of the chart writes. */
  public void setRebootRequired(int number, String status, String since) {
    editCondition(
        number,
        new NodeConditionBuilder()
            .withType("RebootRequired")
            .withStatus(status)
            .withReason("Test")
            .withMessage("test")
            .withLastTransitionTime(since)
            .build());
  }

  /** What a kubelet and the node problem detector write all the time. */
  public void heartbeat(int number, String time) {
    editStatus(
        node(number),
        node ->
            node.getStatus()
                .getConditions()
                .forEach(condition -> condition.setLastHeartbeatTime(time)));
  }

  /** What a kubelet writes when it begins. */
  public void setReady(int number, String time) {
    editCondition(
        number,
        new NodeConditionBuilder()
            .withType("Ready")
            .withStatus("True")
            .withReason("KubeletReady")
            .withMessage("kubelet is posting ready status")
            .withLastHeartbeatTime(time)
            .withLastTransitionTime("2026-11-01T00:00:00Z")
            .build());
  }

  public void delete(int number) {
    node(number).delete();
  }

  /** Deletes all nodes of the pool and waits until they are gone. */
  public void delete() {
    client.nodes().withLabel(POOL, pool).delete();
    eventually(() -> assertThat(client.nodes().withLabel(POOL, pool).list().getItems()).isEmpty());
  }

  private void editCondition(int number, NodeCondition condition) {
    editStatus(
        node(number),
        node -> {
          List<NodeCondition> conditions = new ArrayList<>(node.getStatus().getConditions());
          conditions.removeIf(it -> it.getType().equals(condition.getType()));
          conditions.add(condition);
          node.getStatus().setConditions(conditions);
        });
  }

  private Resource<Node> node(int number) {
    return client.nodes().withName(name(number));
  }
}
