package io.securitybaseline.facts.azure;

import java.util.Optional;

/**
 * A node pool as Azure has it. Auto-provisioned nodes are in none.
 *
 * @param osType {@code Linux} or {@code Windows}
 * @param mode {@code System}, {@code User} or {@code Gateway}
 * @param count of nodes; 0 where Azure does not report
 * @param version that the pool runs
 * @param image of the pool's newest nodes; single nodes may still have an older one
 * @param stopped whether its machines, or the whole cluster, are stopped: nothing of it runs, and
 *     it cannot be upgraded
 */
public record AgentPool(
    String name,
    Setting osType,
    Setting osSku,
    Setting mode,
    int count,
    Optional<KubernetesVersion> version,
    Optional<String> image,
    boolean stopped) {

  public boolean isWindows() {
    return osType.is("Windows");
  }
}
