package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is kept of a node is what a control reads, and only a change of it starts an evaluation. */
class NodePruningTest {

  private static final String KURED = "weave.works/kured-reboot-in-progress";

  private final Pruning pruning = new Pruning();

  @Test
  void whatAControlSeesIsTheSameBeforeAndAfter() {
    Node node = node();

    assertThat(NodeSnapshots.of(pruning.nodes().apply(node))).isEqualTo(NodeSnapshots.of(node));
    assertThat(NodeSnapshots.of(pruning.nodes().apply(bare()))).isEqualTo(NodeSnapshots.of(bare()));
  }

  @Test
  void unreadFieldsAreRemoved() {
    Node kept = pruning.nodes().apply(node());

    assertThat(kept.getMetadata().getLabels()).doesNotContainKey("kubernetes.io/hostname");
    assertThat(kept.getMetadata().getAnnotations()).isEmpty();
    assertThat(kept.getStatus().getConditions())
        .extracting(condition -> condition.getType())
        .containsExactly("RebootRequired");
    assertThat(kept.getStatus().getAddresses()).isEmpty();
    assertThat(kept.getStatus().getNodeInfo().getBootID()).isNull();
    assertThat(kept.getStatus().getImages()).isEmpty();
  }

  @Test
  void whatNodesOfAPoolHaveAlikeIsKeptOnce() {
    Node one = pruning.nodes().apply(node());
    Node other = pruning.nodes().apply(node());

    assertThat(other.getMetadata().getLabels()).isSameAs(one.getMetadata().getLabels());
    assertThat(other.getStatus().getNodeInfo()).isSameAs(one.getStatus().getNodeInfo());
  }

  @Test
  void heartbeatsTriggerNothingAndAreKeptAnyway() {
    assertThat(wakes(_ -> {})).isFalse();
    assertThat(
            wakes(it -> {
              it.getMetadata().setResourceVersion("later");
              it.getStatus()
                  .getConditions()
                  .forEach(condition -> condition.setLastHeartbeatTime("2026-11-24T10:00:10Z"));
              it.getStatus().getNodeInfo().setBootID("another");
              it.getMetadata().getLabels().put("team", "b");
              it.getMetadata().setAnnotations(Map.of("volumes.kubernetes.io/x", "y"));
            }))
        .isFalse();
  }

  @Test
  void whatAControlReadsTriggers() {
    assertThat(wakes(it -> it.getMetadata().setUid("other"))).isTrue();
    assertThat(wakes(it -> it.getMetadata().getLabels().put(NodeSnapshots.IMAGE_VERSION, "x")))
        .isTrue();
    assertThat(wakes(it -> it.getMetadata().getLabels().remove(NodeSnapshots.AGENT_POOL))).isTrue();
    assertThat(wakes(it -> it.getMetadata().setLabels(null))).isTrue();
    assertThat(wakes(it -> it.getMetadata().setAnnotations(Map.of(KURED, "now")))).isTrue();
    assertThat(wakes(it -> it.getStatus().getNodeInfo().setKernelVersion("x"))).isTrue();
    assertThat(wakes(it -> it.getStatus().getNodeInfo().setKubeletVersion("x"))).isTrue();
    assertThat(wakes(it -> it.getStatus().getNodeInfo().setOsImage("x"))).isTrue();
    assertThat(wakes(it -> it.getStatus().getNodeInfo().setOperatingSystem("x"))).isTrue();
    assertThat(wakes(it -> it.getStatus().setNodeInfo(null))).isTrue();
    assertThat(wakes(it -> it.getStatus().getConditions().get(1).setStatus("True"))).isTrue();
    assertThat(wakes(it -> it.getStatus().getConditions().get(1).setMessage("x"))).isTrue();
    assertThat(wakes(it -> it.getStatus().getConditions().get(1).setLastTransitionTime("x")))
        .isTrue();
    assertThat(wakes(it -> it.getStatus().setConditions(List.of()))).isTrue();
    assertThat(wakes(it -> it.getSpec().setPodCIDRs(List.of("10.0.0.0/24", "fd00::/64")))).isTrue();
    assertThat(wakes(it -> it.getMetadata().getLabels().put("virtualization", "virtualnode2")))
        .isTrue();
    assertThat(wakes(it -> it.getSpec().setTaints(List.of(taint("virtual-kubelet.io/provider")))))
        .isTrue();
    assertThat(wakes(it -> it.getSpec().setTaints(List.of(taint("team"))))).isFalse();
  }

  @Test
  void aVirtualNodeIsStillOneAfterPruning() {
    Node node = node();
    node.getSpec().setTaints(List.of(taint("team"), taint("virtual-kubelet.io/provider")));

    Node kept = pruning.nodes().apply(node);

    assertThat(NodeSnapshots.of(kept).pool().kind()).isEqualTo(NodePool.Kind.VIRTUAL);
    assertThat(kept.getSpec().getTaints()).hasSize(1);
  }

  private static Taint taint(String key) {
    return new TaintBuilder().withKey(key).withEffect("NoSchedule").build();
  }

  private boolean wakes(Consumer<Node> change) {
    Node node = node();
    Node before = pruning.nodes().apply(node());
    change.accept(node);
    return NodeWatches.SYSTEMS.and(NodeWatches.UPDATES).triggers(node, before);
  }

  private static Node node() {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName("node-1")
            .withUid("uid-1")
            .addToLabels("kubernetes.io/os", "linux")
            .addToLabels("kubernetes.io/hostname", "node-1")
            .addToLabels(NodeSnapshots.AGENT_POOL, "np1")
            .addToLabels(NodeSnapshots.IMAGE_VERSION, "AKSUbuntu-2404gen2containerd-202611.10.0")
            .endMetadata()
            .withNewSpec()
            .withPodCIDRs("10.0.0.0/24")
            .endSpec()
            .withNewStatus()
            .addNewAddress("10.1.0.4", "InternalIP")
            .addNewAddress("node-1", "Hostname")
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withLastHeartbeatTime("2026-11-24T10:00:00Z")
            .endCondition()
            .addNewCondition()
            .withType("RebootRequired")
            .withStatus("False")
            .withLastHeartbeatTime("2026-11-24T10:00:00Z")
            .endCondition()
            .withNewNodeInfo()
            .withKernelVersion("6.8.0-1030-azure")
            .withKubeletVersion("v1.36.3")
            .withOsImage("Ubuntu 24.04.3 LTS")
            .withOperatingSystem("linux")
            .withBootID("boot")
            .endNodeInfo()
            .endStatus()
            .build();
    node.getStatus().setConditions(new ArrayList<>(node.getStatus().getConditions()));
    return node;
  }

  private static Node bare() {
    return new NodeBuilder().withNewMetadata().withName("bare").endMetadata().build();
  }
}
