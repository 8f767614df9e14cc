package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.facts.NodePool;
import io.securitybaseline.facts.NodeSnapshot;
import io.securitybaseline.facts.probe.ProbePods;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one probe reports of: nodes of a pool with the same architecture, or a namespace that
 * requests it, on whatever node its pod runs.
 *
 * @param namespace of the pod
 * @param architecture empty where nodes do not report it
 * @param os such as {@code Linux}
 * @param nodeImage the image of most of the nodes; empty where they do not report it
 */
record ProbeTarget(
    NodePool pool, String namespace, String architecture, String os, String nodeImage) {

  private static final String LINUX = "Linux";

  private static final Comparator<ProbeTarget> ORDER =
      Comparator.comparing(ProbeTarget::pool)
          .thenComparing(ProbeTarget::os)
          .thenComparing(ProbeTarget::architecture);

  private record Key(NodePool pool, String architecture, String os) {

    static Key of(NodeSnapshot node) {
      return new Key(node.pool(), node.architecture(), node.os());
    }
  }

  /** A namespace that requests a probe. */
  static ProbeTarget ofNamespace(String namespace) {
    return new ProbeTarget(new NodePool(NodePool.Kind.NONE, ""), namespace, "", LINUX, "");
  }

  /** The targets in a fixed order. Virtual nodes run no pods of the cluster's network. */
  static List<ProbeTarget> of(Stream<NodeSnapshot> nodes) {
    Map<Key, List<NodeSnapshot>> groups =
        nodes
            .filter(node -> node.pool().kind() != NodePool.Kind.VIRTUAL)
            .collect(Collectors.groupingBy(Key::of));
    return groups.entrySet().stream()
        .map(group -> of(group.getKey(), group.getValue()))
        .sorted(ORDER)
        .toList();
  }

  private static ProbeTarget of(Key key, List<NodeSnapshot> nodes) {
    Map<String, Long> images =
        nodes.stream()
            .map(NodeSnapshot::image)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    String most =
        images.entrySet().stream()
            .max(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse("");
    return new ProbeTarget(key.pool(), ProbePods.NAMESPACE, key.architecture(), key.os(), most);
  }

  boolean isLinux() {
    return os.equals(LINUX);
  }

  /** Whether a pod runs in a user's namespace, on any node. */
  boolean isOfNamespace() {
    return !namespace.equals(ProbePods.NAMESPACE);
  }

  /** Its name in the status. */
  String name() {
    return isOfNamespace() ? ProbeStatus.NAMESPACE + namespace : pool.displayName();
  }

  /** {@code nodepool1/amd64}. */
  String displayName() {
    return architecture.isEmpty() ? name() : name() + "/" + architecture;
  }
}
