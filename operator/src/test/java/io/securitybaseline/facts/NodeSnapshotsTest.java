package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.securitybaseline.facts.NodePool.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeSnapshotsTest {

  @Test
  void karpentersLabelComesBeforeThatOfAksAndThatBeforeTheLegacyOne() {
    assertThat(pool(Map.of("agentpool", "old"))).isEqualTo(new NodePool(Kind.AGENT_POOL, "old"));
    assertThat(pool(Map.of("agentpool", "old", "kubernetes.azure.com/agentpool", "new")))
        .isEqualTo(new NodePool(Kind.AGENT_POOL, "new"));
    assertThat(pool(Map.of("agentpool", "np", "karpenter.sh/nodepool", "k")))
        .isEqualTo(new NodePool(Kind.AUTO_PROVISIONED, "k"));
    assertThat(pool(Map.of("karpenter.sh/nodepool", "k")))
        .isEqualTo(new NodePool(Kind.AUTO_PROVISIONED, "k"));
    assertThat(pool(Map.of("type", "virtual-kubelet", "agentpool", "np")))
        .isEqualTo(new NodePool(Kind.VIRTUAL, ""));
    assertThat(pool(Map.of())).isEqualTo(new NodePool(Kind.NONE, ""));
  }

  @Test
  void poolsAreSortedByTheirDisplayedName() {
    var pools =
        NodePoolSnapshots.of(
            Stream.of(
                node("b", Map.of("agentpool", "two")),
                node("a", Map.of("agentpool", "two")),
                node("c", Map.of("agentpool", "one")),
                node("d", Map.of("karpenter.sh/nodepool", "one")),
                node("e", Map.of())),
            new NodeUpgrades(
                Optional.empty(), LatestImages.UNKNOWN, Optional.empty(), EndOfLife.bundled()),
            Instant.EPOCH);

    assertThat(pools)
        .extracting(pool -> pool.pool().displayName())
        .containsExactly("(none)", "karpenter/one", "one", "two");
    assertThat(pools.getLast().nodes()).extracting(NodeSnapshot::name).containsExactly("a", "b");
  }

  @Test
  void onlyAksPoolsHaveALatestImage() {
    LatestImages images = new LatestImages(Map.of("np", "image"), true);

    assertThat(images.of(new NodePool(Kind.AGENT_POOL, "np"))).contains("image");
    assertThat(images.of(new NodePool(Kind.AGENT_POOL, "other"))).isEmpty();
    assertThat(images.of(new NodePool(Kind.AUTO_PROVISIONED, "np"))).isEmpty();
  }

  @Test
  void theSystemIsThatOfTheLabelElseOfTheKubelet() {
    Node node = node("a", Map.of("kubernetes.io/os", "windows"));
    node.setStatus(
        new NodeBuilder()
            .withNewStatus()
            .withNewNodeInfo()
            .withOperatingSystem("linux")
            .endNodeInfo()
            .endStatus()
            .build()
            .getStatus());

    assertThat(NodeSnapshots.of(node).os()).isEqualTo("Windows");
    node.getMetadata().setLabels(null);
    assertThat(NodeSnapshots.of(node).os()).isEqualTo("Linux");
    node.setStatus(null);
    assertThat(NodeSnapshots.of(node).os()).isEmpty();
  }

  private static NodePool pool(Map<String, String> labels) {
    return NodeSnapshots.of(node("a", labels)).pool();
  }

  private static Node node(String name, Map<String, String> labels) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .build();
  }
}
