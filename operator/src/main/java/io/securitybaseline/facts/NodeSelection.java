package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the spec of a pod demands of its node, as far as that shows the operating system. Charts
 * have many ways to ask for Windows.
 *
 * @param windows whether it asks for Windows by {@code os}, or by a label of nodes for the
 *     operating system
 * @param pools the AKS node pools that it names, in their order and apart by commas, which no name
 *     has in it; empty for none
 */
record NodeSelection(boolean windows, String pools) {

  /** The label for the operating system that Kubernetes used before 1.14, and still sets. */
  static final String BETA_OS = "beta.kubernetes.io/os";

  /** Where the affinity is, below the spec of a pod. */
  static final String AFFINITY =
      "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution";

  private static final String WINDOWS = "windows";
  private static final String LINUX = "linux";
  private static final NodeSelection NOTHING = new NodeSelection(false, "");

  static NodeSelection of(@Nullable PodSpec spec) {
    if (spec == null) {
      return NOTHING;
    }
    Map<String, String> labels = Objects.requireNonNullElse(spec.getNodeSelector(), Map.of());
    List<NodeSelectorTerm> terms = terms(spec);
    if (spec.getOs() == null && labels.isEmpty() && terms.isEmpty()) {
      return NOTHING;
    }
    boolean windows =
        (spec.getOs() != null && WINDOWS.equals(spec.getOs().getName()))
            || WINDOWS.equals(labels.get(OsLabel.NAME))
            || WINDOWS.equals(labels.get(BETA_OS))
            || expressions(terms).stream().anyMatch(NodeSelection::isForWindows);
    return new NodeSelection(windows, String.join(",", pools(labels, terms)));
  }

  /** The labels of nodes that stand for all of it in what is kept of a spec. */
  Map<String, String> kept() {
    if (!windows && pools.isEmpty()) {
      return Map.of();
    }
    if (pools.isEmpty()) {
      return Map.of(OsLabel.NAME, WINDOWS);
    }
    return windows
        ? Map.of(OsLabel.NAME, WINDOWS, NodeSnapshots.AGENT_POOL, pools)
        : Map.of(NodeSnapshots.AGENT_POOL, pools);
  }

  /** The names of the pools. */
  List<String> names() {
    return pools.isEmpty() ? List.of() : List.of(pools.split(","));
  }

  private static boolean isForWindows(NodeSelectorRequirement requirement) {
    if (!OsLabel.NAME.equals(requirement.getKey()) && !BETA_OS.equals(requirement.getKey())) {
      return false;
    }
    List<String> values = Objects.requireNonNullElse(requirement.getValues(), List.of());
    return switch (requirement.getOperator()) {
      case "In" -> values.contains(WINDOWS) && !values.contains(LINUX);
      case "NotIn" -> values.contains(LINUX);
      default -> false;
    };
  }

  private static SortedSet<String> pools(Map<String, String> labels, List<NodeSelectorTerm> terms) {
    SortedSet<String> pools = new TreeSet<>();
    for (String key : List.of(NodeSnapshots.AGENT_POOL, NodeSnapshots.LEGACY_AGENT_POOL)) {
      String pool = labels.get(key);
      if (pool != null) {
        pools.add(pool);
      }
      for (NodeSelectorRequirement requirement : expressions(terms)) {
        if (key.equals(requirement.getKey()) && "In".equals(requirement.getOperator())) {
          pools.addAll(Objects.requireNonNullElse(requirement.getValues(), List.of()));
        }
      }
    }
    return pools;
  }

  /** One of the terms is enough for a node, so that a pod may run where any of them leads. */
  private static List<NodeSelectorTerm> terms(PodSpec spec) {
    if (spec.getAffinity() == null
        || spec.getAffinity().getNodeAffinity() == null
        || spec.getAffinity().getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution()
            == null) {
      return List.of();
    }
    return Objects.requireNonNullElse(
        spec.getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms(),
        List.of());
  }

  private static List<NodeSelectorRequirement> expressions(List<NodeSelectorTerm> terms) {
    return terms.isEmpty()
        ? List.of()
        : terms.stream()
            .flatMap(term ->
                Objects.requireNonNullElse(
                    term.getMatchExpressions(), List.<NodeSelectorRequirement>of())
                    .stream())
            .toList();
  }
}
