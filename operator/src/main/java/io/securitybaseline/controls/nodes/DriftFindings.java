package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.Finding;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import io.securitybaseline.facts.NodePool.Kind;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.NodeSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Differences between nodes of one AKS pool that should be equal. They are normal during an
 * upgrade; if they persist, an upgrade stopped half-way.
 */
final class DriftFindings {

  private static final int MOST_VALUES = 2;

  private DriftFindings() {}

  static List<PoolFinding> of(NodePoolSnapshot pool) {
    if (pool.pool().kind() != Kind.AGENT_POOL) {
      return List.of();
    }
    return Stream.of(
            mixed(pool, NodeSnapshot::image)
                .map(values ->
                    Finding.note(Reasons.MIXED_IMAGES, "nodes run different images: " + values)),
            kernels(pool),
            mixed(pool, NodeSnapshot::kubeletVersion)
                .map(values ->
                    Finding.note(
                        Reasons.MIXED_VERSIONS, "nodes run different kubelets: " + values)))
        .flatMap(Optional::stream)
        .map(finding -> new PoolFinding(Topic.IMAGES, finding, List.of()))
        .toList();
  }

  /** Under one image, the kernel differs between nodes that were rebooted since and others. */
  private static Optional<Finding> kernels(NodePoolSnapshot pool) {
    Map<String, TreeSet<String>> byImage =
        pool.nodes().stream()
            .filter(node -> !node.image().isEmpty() && !node.kernel().isEmpty())
            .collect(
                Collectors.groupingBy(
                    NodeSnapshot::image,
                    TreeMap::new,
                    Collectors.mapping(
                        NodeSnapshot::kernel, Collectors.toCollection(TreeSet::new))));
    return byImage.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .findFirst()
        .map(entry ->
            Finding.note(
                Reasons.MIXED_KERNELS,
                "nodes with image %s run different kernels: %s"
                    .formatted(
                        Names.image(entry.getKey()), Names.of(List.copyOf(entry.getValue())))));
  }

  /** {@code a on 2, b on 40}: the rarest values, which are the relevant ones. */
  private static Optional<String> mixed(
      NodePoolSnapshot pool, Function<NodeSnapshot, String> value) {
    Map<String, Long> counts =
        pool.nodes().stream()
            .map(value)
            .filter(text -> !text.isEmpty())
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    if (counts.size() < 2) {
      return Optional.empty();
    }
    String values =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .limit(MOST_VALUES)
            .map(entry -> "%s on %,d".formatted(Names.image(entry.getKey()), entry.getValue()))
            .collect(Collectors.joining(", "));
    return Optional.of(
        counts.size() > MOST_VALUES
            ? "%s and %,d more".formatted(values, counts.size() - MOST_VALUES)
            : values);
  }
}
