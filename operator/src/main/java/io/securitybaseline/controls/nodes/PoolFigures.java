package io.securitybaseline.controls.nodes;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What metrics tell of a pool: a few numbers, so that what was told last can be remembered without
 * all of its nodes.
 *
 * @param counts whether anything beside the number of its nodes is told: exempt pools count nowhere
 * @param rebootRequired empty if no node tells
 * @param imageOutdated empty if no node tells
 */
public record PoolFigures(
    String pool,
    String os,
    boolean counts,
    int nodes,
    OptionalInt rebootRequired,
    int rebootUnknown,
    OptionalInt imageOutdated,
    int imageUnknown,
    Optional<LocalDate> oldestImage) {

  public static PoolFigures of(PoolDecision decision) {
    PoolAssessment pool = decision.assessment();
    return new PoolFigures(
        pool.pool(),
        pool.os(),
        !decision.exempt(),
        pool.nodes().size(),
        pool.rebootRequired(),
        pool.count(NodeState::rebootUnknown),
        pool.outdatedImages(),
        pool.count(NodeState::imageUnknown),
        pool.oldestImage());
  }

  public static List<PoolFigures> of(List<PoolDecision> pools) {
    return pools.stream().map(PoolFigures::of).toList();
  }
}
