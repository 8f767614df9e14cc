package io.securitybaseline.facts;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** One pool with all of its nodes, by name, at a moment. */
public record NodePoolSnapshot(
    NodePool pool, List<NodeSnapshot> nodes, NodeUpgrades upgrades, Instant now) {

  public NodePoolSnapshot {
    nodes = nodes.stream().sorted(Comparator.comparing(NodeSnapshot::name)).toList();
  }
}
