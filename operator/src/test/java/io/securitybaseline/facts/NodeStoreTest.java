package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.securitybaseline.facts.watch.Interner;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.NamespaceBudget;
import io.securitybaseline.facts.watch.PruningItemStore;
import io.securitybaseline.facts.watch.Watch;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cache of nodes under heartbeats: five thousand nodes send five hundred in a second. */
class NodeStoreTest {
  private static final int HEARTBEATS = 20_000;
  private static final String KEY = "node-1";

  private static final Watch<Node> NODES = NodeWatches.SYSTEMS.and(NodeWatches.UPDATES);

  private final Pruning pruning = new Pruning();
  private final PruningItemStore<Node> store =
      NODES.store(Interners.create(), new NamespaceBudget());

  @Test
  void aHeartbeatLeavesWhatIsKept() {
    Node kept = put(node("1", "2026-11-24T10:00:00Z"));

    assertThat(put(node("2", "2026-11-24T10:09:59Z"))).isSameAs(kept);
    assertThat(store.put(KEY, node("3", "2026-11-24T10:09:59Z"))).isSameAs(kept);
    assertThat(store.remove(KEY)).isSameAs(kept);
    assertThat(store.size()).isZero();
  }

  @Test
  void whetherTheDetectorStillBeatsIsKnownToTenMinutes() {
    Node kept = put(node("1", "2026-11-24T10:09:59Z"));
    Node later = put(node("2", "2026-11-24T10:10:00Z"));

    assertThat(later).isNotSameAs(kept);
    assertThat(NODES.triggers(later, kept)).isFalse();
    assertThat(heartbeat(later)).isEqualTo("2026-11-24T10:10:00Z");
    assertThat(heartbeat(put(node("3", null)))).isNull();
    assertThat(heartbeat(put(node("4", "soon")))).isEqualTo("soon");
    assertThat(heartbeat(put(node("5", "now")))).isEqualTo("now");
  }

  @Test
  void anythingThatIsReadIsKeptAtOnce() {
    put(node("1", "2026-11-24T10:00:00Z"));

    Node another = node("2", "2026-11-24T10:00:00Z");
    another.getMetadata().setUid("another");
    assertThat(put(another).getMetadata().getUid()).isEqualTo("another");

    another.getMetadata().getLabels().put(NodeSnapshots.IMAGE_VERSION, "image");
    assertThat(NodeSnapshots.of(put(another)).image()).isEqualTo("image");
  }

  @Test
  void heartbeatsAllocateNextToNothing() {
    put(node("1", "2026-11-24T10:00:00Z"));
    Node beat = node("2", "2026-11-24T10:00:10Z");
    put(beat);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < HEARTBEATS; i++) {
      store.put(KEY, beat);
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / HEARTBEATS;

    assertThat(each).as("bytes for a heartbeat").isLessThan(48);
  }

  @Test
  void whatDiffersBetweenNodesDoesNotPushOutWhatNamespacesShare() {
    NetworkPolicy policy =
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withName("ours")
            .endMetadata()
            .withNewSpec()
            .withPolicyTypes("Egress")
            .endSpec()
            .build();
    NetworkPolicy first = pruning.networkPolicies(_ -> true).apply(policy);
    for (int i = 0; i < Interner.CAPACITY + 1; i++) {
      Node node = node("1", "2026-11-24T10:00:00Z");
      node.getMetadata().getLabels().put(NodeSnapshots.IMAGE_VERSION, "image-" + i);
      var _ = pruning.nodes().apply(node);
    }

    NetworkPolicy later =
        pruning.networkPolicies(_ -> true).apply(new NetworkPolicyBuilder(policy).build());
    assertThat(later.getSpec()).isSameAs(first.getSpec());
  }

  private Node put(Node node) {
    store.put(KEY, node);
    return Objects.requireNonNull(store.get(KEY));
  }

  private static @Nullable String heartbeat(Node node) {
    return Objects.requireNonNull(NodeSnapshots.rebootCondition(node)).getLastHeartbeatTime();
  }

  private static Node node(String version, @Nullable String heartbeat) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(KEY)
        .withUid("uid-1")
        .withResourceVersion(version)
        .addToLabels("kubernetes.io/os", "linux")
        .endMetadata()
        .withNewSpec()
        .withPodCIDRs("10.0.0.0/24")
        .endSpec()
        .withNewStatus()
        .addNewAddress("10.1.0.4", "InternalIP")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withLastHeartbeatTime(heartbeat)
        .endCondition()
        .addNewCondition()
        .withType("RebootRequired")
        .withStatus("False")
        .withMessage("no reboot is pending")
        .withLastHeartbeatTime(heartbeat)
        .endCondition()
        .withNewNodeInfo()
        .withKubeletVersion("v1.36.3")
        .endNodeInfo()
        .endStatus()
        .build();
  }
}
