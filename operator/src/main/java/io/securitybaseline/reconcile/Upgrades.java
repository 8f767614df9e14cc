package io.securitybaseline.reconcile;

import io.securitybaseline.observe.LatestImages;
import io.securitybaseline.observe.NodeUpgrades;
import io.securitybaseline.observe.azure.Reading;
import java.util.function.Supplier;

/** Brings together what is known, from outside the nodes, of how they are upgraded. */
final class Upgrades {

  private final ServerVersion serverVersion;
  private final EndOfLifeTable endOfLife;
  private final Supplier<Reading> azure;

  Upgrades(ServerVersion serverVersion, EndOfLifeTable endOfLife, Supplier<Reading> azure) {
    this.serverVersion = serverVersion;
    this.endOfLife = endOfLife;
    this.azure = azure;
  }

  NodeUpgrades now() {
    Reading reading = azure.get();
    return new NodeUpgrades(
        serverVersion.get(),
        new LatestImages(reading.latestImages()),
        reading.nodeOsUpgradeChannel(),
        endOfLife.get());
  }
}
