package io.securitybaseline.module;

import io.securitybaseline.facts.EngineAgent;
import io.securitybaseline.facts.NodeUpgrades;
import io.securitybaseline.facts.azure.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Facts that change without a new situation; only evaluations of the whole cluster depend on them.
 *
 * @param azure what was last read from Azure
 * @param upgrades what is known from outside the nodes of how they are upgraded
 * @param endOfLifeFault what is wrong with the table of ends of life, if anything is
 * @param agents the DaemonSets of network policy engines, with their counts of pods
 */
public record CurrentFacts(
    Instant now,
    Reading azure,
    NodeUpgrades upgrades,
    Optional<String> endOfLifeFault,
    List<EngineAgent> agents) {

  public CurrentFacts {
    agents = List.copyOf(agents);
  }
}
