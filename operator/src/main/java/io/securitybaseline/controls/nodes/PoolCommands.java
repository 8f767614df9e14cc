package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.AzureCli;
import io.securitybaseline.facts.azure.ManagedClusterId;
import java.util.Optional;

/**
 * The commands about one AKS node pool, with all names that are known.
 *
 * @param cluster as {@code spec.cluster.resourceId} names it
 */
record PoolCommands(Optional<ManagedClusterId> cluster, String pool) {

  /** Gives the nodes of the pool the latest image. */
  String upgradeImage() {
    return AzureCli.nodePool(cluster, "upgrade", pool, "--node-image-only");
  }

  /** Adds another pool with another operating system. */
  String addPool() {
    return AzureCli.nodePool(cluster, "add", "<new-pool>", "--os-sku <os-sku>");
  }
}
