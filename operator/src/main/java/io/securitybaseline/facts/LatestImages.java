package io.securitybaseline.facts;

import java.util.Map;
import java.util.Optional;

/**
 * The newest image that Azure offers each AKS node pool ({@code latestNodeImageVersion} of the
 * pool's upgrade profile).
 *
 * @param fresh whether Azure said so in the last round, rather than some time ago
 */
public record LatestImages(Map<String, String> byPool, boolean fresh) {

  /** As long as Azure has not been asked or has not answered. */
  public static final LatestImages UNKNOWN = new LatestImages(Map.of(), false);

  public LatestImages {
    byPool = Map.copyOf(byPool);
  }

  /** The image for the pool, if Azure told it. Only AKS node pools have one. */
  public Optional<String> of(NodePool pool) {
    return pool.kind() == NodePool.Kind.AGENT_POOL
        ? Optional.ofNullable(byPool.get(pool.name()))
        : Optional.empty();
  }
}
