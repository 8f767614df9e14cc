package io.securitybaseline.controls.nodes;

import io.securitybaseline.controls.nodes.ImageState.Known;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What metrics tell of a node.
 *
 * @param rebootRequired empty if it cannot be told
 * @param image the day up to which it has patches
 */
public record NodeFigures(
    String node, String pool, Optional<Boolean> rebootRequired, Optional<LocalDate> image) {

  /** Of all nodes but those of exempt pools. */
  public static List<NodeFigures> of(List<PoolDecision> pools) {
    return pools.stream()
        .filter(pool -> !pool.exempt())
        .map(PoolDecision::assessment)
        .flatMap(pool -> pool.nodes().stream().map(node -> of(node, pool.pool())))
        .toList();
  }

  private static NodeFigures of(NodeState node, String pool) {
    return new NodeFigures(
        node.name(),
        pool,
        node.rebootUnknown() ? Optional.empty() : Optional.of(node.rebootRequired()),
        node.image() instanceof Known known ? Optional.of(known.effective()) : Optional.empty());
  }
}
