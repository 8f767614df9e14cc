package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.Finding;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import io.securitybaseline.facts.EndOfLife.OperatingSystem;
import io.securitybaseline.facts.NodePool;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.NodeSnapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether what a pool runs is still supported: its operating system, and its kubelets. */
final class SupportFindings {

  /** How long before the end of support people are told of it. */
  private static final int NEAR_DAYS = 90;

  /** Kubernetes supports kubelets up to three minor versions behind the API server. */
  private static final int MOST_MINORS_BEHIND = 3;

  private SupportFindings() {}

  static List<PoolFinding> of(NodePoolSnapshot pool, PoolCommands commands) {
    List<PoolFinding> findings = new ArrayList<>();
    endOfLife(pool, move(pool.pool().kind(), commands), findings);
    skew(pool).ifPresent(findings::add);
    return findings;
  }

  private static void endOfLife(NodePoolSnapshot pool, String move, List<PoolFinding> findings) {
    Map<OperatingSystem, List<String>> nodes =
        new TreeMap<>(Comparator.comparing(OperatingSystem::name));
    for (NodeSnapshot node : pool.nodes()) {
      if (node.pool().kind() != NodePool.Kind.VIRTUAL) {
        pool.upgrades()
            .endOfLife()
            .of(node)
            .ifPresent(os -> nodes.computeIfAbsent(os, _ -> new ArrayList<>()).add(node.name()));
      }
    }
    LocalDate today = Times.day(pool.now());
    nodes.forEach((os, names) ->
        endOfLife(os, today, move)
            .ifPresent(finding -> findings.add(new PoolFinding(Topic.IMAGES, finding, names))));
  }

  private static Optional<Finding> endOfLife(OperatingSystem os, LocalDate today, String move) {
    if (today.isAfter(os.supportedUntil())) {
      return Optional.of(
          Finding.violation(
              Reasons.END_OF_LIFE,
              "%s is out of support since %s: %s"
                  .formatted(Names.cut(os.name()), os.supportedUntil(), move)));
    }
    return today.isAfter(os.supportedUntil().minusDays(NEAR_DAYS))
        ? Optional.of(
            Finding.info(
                Reasons.END_OF_LIFE_NEAR,
                "support for %s ends on %s: %s"
                    .formatted(Names.cut(os.name()), os.supportedUntil(), move)))
        : Optional.empty();
  }

  private static String move(NodePool.Kind kind, PoolCommands commands) {
    return switch (kind) {
      case AGENT_POOL -> "move to a pool with another OS: " + commands.addPool();
      case AUTO_PROVISIONED -> "set another imageFamily in the AKSNodeClass";
      case VIRTUAL, NONE -> "replace the nodes";
    };
  }

  private static Optional<PoolFinding> skew(NodePoolSnapshot pool) {
    if (pool.pool().kind() == NodePool.Kind.VIRTUAL) {
      return Optional.empty();
    }
    Optional<KubernetesVersion> controlPlane =
        pool.upgrades().controlPlaneVersion().flatMap(KubernetesVersion::parse);
    if (controlPlane.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, List<String>> nodes =
        pool.nodes().stream()
            .flatMap(node -> minorsBehind(controlPlane.get(), node).stream())
            .collect(
                Collectors.groupingBy(
                    Behind::minors,
                    TreeMap::new,
                    Collectors.mapping(Behind::node, Collectors.toList())));
    return nodes.entrySet().stream()
        .filter(entry -> entry.getKey() != 0)
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(SupportFindings::gravity)))
        .map(entry -> skew(entry.getKey(), entry.getValue(), pool, controlPlane.get()));
  }

  private record Behind(int minors, String node) {}

  private static Optional<Behind> minorsBehind(KubernetesVersion version, NodeSnapshot node) {
    return KubernetesVersion.parse(node.kubeletVersion())
        .map(kubelet -> new Behind(version.minorsAheadOf(kubelet), node.name()));
  }

  /** What is not supported comes before what is, and then what is further off. */
  private static int gravity(int minorsBehind) {
    return Math.abs(minorsBehind) + (isSupported(minorsBehind) ? 0 : 1000);
  }

  private static boolean isSupported(int minorsBehind) {
    return minorsBehind >= 0 && minorsBehind <= MOST_MINORS_BEHIND;
  }

  private static PoolFinding skew(
      int minorsBehind, List<String> nodes, NodePoolSnapshot pool, KubernetesVersion version) {
    String count = Names.nodes(nodes.size(), pool.nodes().size());
    String text =
        minorsBehind > 0
            ? "kubelets of %s are %d minor %s behind the control plane's %s: upgrade the pool (%s)"
                .formatted(
                    count,
                    minorsBehind,
                    minorsBehind == 1 ? "version" : "versions",
                    version,
                    Names.of(nodes))
            : ("kubelets of %s are newer than the control plane's %s, which Kubernetes does not"
                    + " support: upgrade the control plane (%s)")
                .formatted(count, version, Names.of(nodes));
    return new PoolFinding(
        Topic.IMAGES,
        isSupported(minorsBehind)
            ? Finding.info(Reasons.BEHIND_CONTROL_PLANE, text)
            : Finding.violation(Reasons.VERSION_SKEW, text),
        nodes);
  }
}
