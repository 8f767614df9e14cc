package io.securitybaseline.reconcile;

import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodeUpgrades;
import io.securitybaseline.facts.azure.Reading;
import java.util.Optional;
import java.util.function.Supplier;

/** Combines what is known, from outside the nodes, of how they are upgraded. */
final class Upgrades {

  private final ServerVersion serverVersion;
  private final EndOfLifeTable endOfLife;
  private final Supplier<Reading> azure;

  Upgrades(ServerVersion serverVersion, EndOfLifeTable endOfLife, Supplier<Reading> azure) {
    this.serverVersion = serverVersion;
    this.endOfLife = endOfLife;
    this.azure = azure;
  }

  /**
   * All of it.
   *
   * @param tableFault what is wrong with the table of ends of life
   */
  record Known(NodeUpgrades upgrades, Optional<String> tableFault) {}

  Known now() {
    Reading reading = azure.get();
    EndOfLifeTable.Current ends = endOfLife.get();
    return new Known(
        new NodeUpgrades(
            serverVersion.get(),
            new LatestImages(reading.latestImages(), reading instanceof Reading.Fresh),
            reading.nodeOsUpgradeChannel(),
            ends.table()),
        ends.fault());
  }
}
