package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.Finding;
import java.util.List;

/**
 * Something found in one pool.
 *
 * @param nodes the names of the nodes it was found on, the most severe case first; empty if it is
 *     about the pool as a whole
 */
public record PoolFinding(Topic topic, Finding finding, List<String> nodes) {

  /** Which condition of the status it counts for. */
  public enum Topic {
    REBOOTS,
    IMAGES
  }

  public PoolFinding {
    nodes = List.copyOf(nodes);
  }

  static PoolFinding of(Topic topic, Finding finding, List<NodeState> nodes) {
    return new PoolFinding(topic, finding, nodes.stream().map(NodeState::name).toList());
  }
}
