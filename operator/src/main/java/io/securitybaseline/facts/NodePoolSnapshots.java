package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sorts nodes into their pools. */
public final class NodePoolSnapshots {

  private NodePoolSnapshots() {}

  /** The pools by name. */
  public static List<NodePoolSnapshot> of(Stream<Node> nodes, NodeUpgrades upgrades, Instant now) {
    return nodes
        .map(NodeSnapshots::of)
        .collect(Collectors.groupingBy(NodeSnapshot::pool, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(pool -> new NodePoolSnapshot(pool.getKey(), pool.getValue(), upgrades, now))
        .toList();
  }
}
