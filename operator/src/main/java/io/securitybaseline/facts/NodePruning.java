package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Taint;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Interner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a cache keeps of a node. At five thousand nodes several hundred heartbeats arrive in a
 * second, so what is asked at each of them allocates next to nothing.
 */
final class NodePruning {

  /** A time to ten minutes: {@code 2026-11-24T10:0}. */
  private static final int TEN_MINUTES = 15;

  /** Characters of a text that a node reports of itself. */
  static final int LONGEST_TEXT = 1024;

  /** A node with more addresses than any has reports false data. */
  private static final int MOST_ADDRESSES = 16;

  /** Of nodes alone: what differs from node to node must not push out what namespaces share. */
  private final Interner shared = new Interner();

  Node prune(Node node) {
    Node kept = new Node();
    kept.setMetadata(metadata(node.getMetadata()));
    kept.setSpec(shared.shared(spec(node)));
    kept.setStatus(status(node));
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  /**
   * Whether the condition's heartbeats are of the same ten minutes, as texts: hundreds of
   * heartbeats arrive in a second, and only an hour without any matters.
   */
  static boolean beatsAlike(Node now, Node before) {
    String beat = heartbeat(now);
    String known = heartbeat(before);
    return Objects.equals(beat, known)
        || (beat != null && known != null && beat.regionMatches(0, known, 0, TEN_MINUTES));
  }

  private static @Nullable String heartbeat(Node node) {
    NodeCondition condition = NodeSnapshots.rebootCondition(node);
    return condition == null ? null : condition.getLastHeartbeatTime();
  }

  static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text);
  }

  private static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  private ObjectMeta metadata(ObjectMeta from) {
    ObjectMeta kept = EmptyModels.metadata();
    kept.setName(from.getName());
    kept.setUid(from.getUid());
    kept.setResourceVersion(from.getResourceVersion());
    kept.setLabels(only(NodeSnapshots.LABELS, from.getLabels()));
    kept.setAnnotations(only(NodeSnapshots.ANNOTATIONS, from.getAnnotations()));
    return kept;
  }

  /** The same in all nodes of a pool, so one map serves them all. */
  private Map<String, String> only(List<String> keys, @Nullable Map<String, String> from) {
    Map<String, String> kept = HashMap.newHashMap(keys.size());
    for (String key : keys) {
      String value = from == null ? null : from.get(key);
      if (value != null) {
        kept.put(key, cut(value));
      }
    }
    return kept.isEmpty() ? Map.of() : shared.shared(Map.copyOf(kept));
  }

  /** Addresses are kept only of a node with IPv6: they are read for nothing else. */
  private static NodeSpec spec(Node node) {
    NodeSpec kept = new NodeSpec();
    kept.setPodCIDRs(
        ClusterObservation.hasIpv6(node) && node.getSpec() != null
            ? node.getSpec().getPodCIDRs().stream()
                .filter(ClusterObservation::isIpv6)
                .limit(MOST_ADDRESSES)
                .toList()
            : List.of());
    kept.setTaints(virtualTaints(node));
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  /** Taints are read for nothing but whether the node is a virtual one. */
  private static List<Taint> virtualTaints(Node node) {
    return NodeSnapshots.isVirtual(node)
        ? node.getSpec().getTaints().stream()
            .filter(NodeSnapshots::isOfVirtualNodes)
            .map(taint -> new Taint(null, taint.getKey(), null, null))
            .toList()
        : List.of();
  }

  private NodeStatus status(Node node) {
    NodeStatus kept = EmptyModels.nodeStatus();
    if (ClusterObservation.hasIpv6(node)) {
      kept.setAddresses(internalAddresses(node));
    }
    NodeSystemInfo info = NodeSnapshots.info(node);
    if (info != null) {
      kept.setNodeInfo(shared.shared(readOf(info)));
    }
    NodeCondition condition = NodeSnapshots.rebootCondition(node);
    if (condition != null) {
      kept.setConditions(List.of(readOf(condition)));
    }
    return kept;
  }

  private static List<NodeAddress> internalAddresses(Node node) {
    return node.getStatus() == null || node.getStatus().getAddresses() == null
        ? List.of()
        : node.getStatus().getAddresses().stream()
            .filter(address -> "InternalIP".equals(address.getType()))
            .filter(address -> ClusterObservation.isIpv6(address.getAddress()))
            .limit(MOST_ADDRESSES)
            .toList();
  }

  private static NodeSystemInfo readOf(NodeSystemInfo from) {
    NodeSystemInfo kept = new NodeSystemInfo();
    kept.setKernelVersion(cutOrNull(from.getKernelVersion()));
    kept.setKubeletVersion(cutOrNull(from.getKubeletVersion()));
    kept.setOperatingSystem(cutOrNull(from.getOperatingSystem()));
    kept.setOsImage(cutOrNull(from.getOsImage()));
    return kept;
  }

  /**
   * With its heartbeat: it triggers nothing, but shows at the next evaluation whether the node
   * still reports.
   */
  private NodeCondition readOf(NodeCondition from) {
    NodeCondition kept = new NodeCondition();
    kept.setType(NodeSnapshots.REBOOT_REQUIRED);
    kept.setStatus(sharedText(from.getStatus()));
    kept.setMessage(sharedText(from.getMessage()));
    kept.setLastHeartbeatTime(from.getLastHeartbeatTime());
    kept.setLastTransitionTime(from.getLastTransitionTime());
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private @Nullable String sharedText(@Nullable String text) {
    return text == null ? null : shared.shared(cut(text));
  }
}
