package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.Taint;
import io.securitybaseline.facts.NodePool.Kind;
import io.securitybaseline.facts.NodeSnapshot.LivePatch;
import io.securitybaseline.facts.NodeSnapshot.RebootCondition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads nodes into snapshots. The names of labels and annotations are those of AKS and kured. */
public final class NodeSnapshots {

  public static final String AGENT_POOL = "kubernetes.azure.com/agentpool";
  public static final String LEGACY_AGENT_POOL = "agentpool";
  public static final String KARPENTER_POOL = "karpenter.sh/nodepool";
  public static final String ARCHITECTURE = "kubernetes.io/arch";
  static final String IMAGE_VERSION = "kubernetes.azure.com/node-image-version";
  static final String TYPE = "type";
  static final String VIRTUAL_KUBELET = "virtual-kubelet";
  static final String VIRTUALIZATION = "virtualization";
  static final String VIRTUAL_NODE_2 = "virtualnode2";

  /** Virtual nodes of any provider carry a taint with this prefix, which no tenant can set. */
  static final String VIRTUAL_TAINT = "virtual-kubelet.io/";

  static final String REBOOT_REQUIRED = "RebootRequired";

  static final String KURED_IN_PROGRESS = "weave.works/kured-reboot-in-progress";
  static final String PATCH_GOLDEN = "kubernetes.azure.com/live-patching-golden-timestamp";
  static final String PATCH_CURRENT = "kubernetes.azure.com/live-patching-current-timestamp";
  static final String SECURITY_PATCH = "kubernetes.azure.com/security-patch-timestamp";

  /** The labels of a node that anything is read from. */
  static final List<String> LABELS =
      List.of(
          OsLabel.NAME,
          ARCHITECTURE,
          AGENT_POOL,
          LEGACY_AGENT_POOL,
          KARPENTER_POOL,
          IMAGE_VERSION,
          TYPE,
          VIRTUALIZATION);

  /** The annotations of a node that anything is read from. */
  static final List<String> ANNOTATIONS =
      List.of(KURED_IN_PROGRESS, PATCH_GOLDEN, PATCH_CURRENT, SECURITY_PATCH);

  private NodeSnapshots() {}

  public static NodeSnapshot of(Node node) {
    Map<String, String> labels = orEmpty(node.getMetadata().getLabels());
    Map<String, String> annotations = orEmpty(node.getMetadata().getAnnotations());
    Optional<NodeSystemInfo> info = Optional.ofNullable(info(node));
    return new NodeSnapshot(
        node.getMetadata().getName(),
        Objects.requireNonNullElse(node.getMetadata().getUid(), ""),
        pool(labels, isVirtual(node)),
        os(labels, info),
        labels.getOrDefault(ARCHITECTURE, ""),
        labels.getOrDefault(IMAGE_VERSION, ""),
        info.map(NodeSystemInfo::getOsImage).orElse(""),
        info.map(NodeSystemInfo::getKernelVersion).orElse(""),
        info.map(NodeSystemInfo::getKubeletVersion).orElse(""),
        Optional.ofNullable(rebootCondition(node)).map(NodeSnapshots::snapshot),
        annotations.getOrDefault(KURED_IN_PROGRESS, ""),
        new LivePatch(
            annotations.getOrDefault(PATCH_GOLDEN, ""),
            annotations.getOrDefault(PATCH_CURRENT, ""),
            annotations.getOrDefault(SECURITY_PATCH, "")));
  }

  static @Nullable NodeSystemInfo info(Node node) {
    return node.getStatus() == null ? null : node.getStatus().getNodeInfo();
  }

  static @Nullable NodeCondition rebootCondition(Node node) {
    if (node.getStatus() == null) {
      return null;
    }
    List<NodeCondition> conditions = orEmpty(node.getStatus().getConditions());
    for (int i = 0; i < conditions.size(); i++) {
      if (REBOOT_REQUIRED.equals(conditions.get(i).getType())) {
        return conditions.get(i);
      }
    }
    return null;
  }

  /** Whether the node carries a taint of virtual nodes. Asked at each heartbeat. */
  static boolean isVirtual(Node node) {
    if (node.getSpec() == null) {
      return false;
    }
    List<Taint> taints = orEmpty(node.getSpec().getTaints());
    for (int i = 0; i < taints.size(); i++) {
      if (isOfVirtualNodes(taints.get(i))) {
        return true;
      }
    }
    return false;
  }

  static boolean isOfVirtualNodes(Taint taint) {
    return taint.getKey() != null && taint.getKey().startsWith(VIRTUAL_TAINT);
  }

  private static NodePool pool(Map<String, String> labels, boolean virtual) {
    if (virtual
        || VIRTUAL_KUBELET.equals(labels.get(TYPE))
        || VIRTUAL_NODE_2.equals(labels.get(VIRTUALIZATION))) {
      return new NodePool(Kind.VIRTUAL, "");
    }
    String karpenter = labels.getOrDefault(KARPENTER_POOL, "");
    if (!karpenter.isEmpty()) {
      // Before the labels of AKS pools: commands for such pools do nothing for Karpenter's nodes.
      return new NodePool(Kind.AUTO_PROVISIONED, karpenter);
    }
    String agentPool = labels.getOrDefault(AGENT_POOL, labels.getOrDefault(LEGACY_AGENT_POOL, ""));
    return agentPool.isEmpty()
        ? new NodePool(Kind.NONE, "")
        : new NodePool(Kind.AGENT_POOL, agentPool);
  }

  /** The label comes first: it is what pods are scheduled by. */
  private static String os(Map<String, String> labels, Optional<NodeSystemInfo> info) {
    String os =
        labels.getOrDefault(OsLabel.NAME, info.map(NodeSystemInfo::getOperatingSystem).orElse(""));
    return switch (os) {
      case "linux" -> "Linux";
      case "windows" -> "Windows";
      default -> os;
    };
  }

  private static RebootCondition snapshot(NodeCondition condition) {
    return new RebootCondition(
        orEmpty(condition.getStatus()),
        orEmpty(condition.getLastTransitionTime()),
        orEmpty(condition.getLastHeartbeatTime()),
        orEmpty(condition.getMessage()));
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return Objects.requireNonNullElse(map, Map.of());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
