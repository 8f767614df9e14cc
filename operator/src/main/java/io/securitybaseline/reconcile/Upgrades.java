package io.securitybaseline.reconcile;

import io.securitybaseline.observe.LatestImages;
import io.securitybaseline.observe.NodeUpgrades;
import java.util.Optional;

/**
 * Brings together what is known, from outside the nodes, of how they are upgraded. What Azure knows
 * (latest images, the node OS upgrade channel) is not asked for yet, and unknown.
 */
final class Upgrades {

  private final ServerVersion serverVersion;
  private final EndOfLifeTable endOfLife;

  Upgrades(ServerVersion serverVersion, EndOfLifeTable endOfLife) {
    this.serverVersion = serverVersion;
    this.endOfLife = endOfLife;
  }

  NodeUpgrades now() {
    return new NodeUpgrades(
        serverVersion.get(), LatestImages.UNKNOWN, Optional.empty(), endOfLife.get());
  }
}
