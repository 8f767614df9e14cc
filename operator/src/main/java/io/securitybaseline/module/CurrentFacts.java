package io.securitybaseline.module;

import io.securitybaseline.facts.EndOfLife;
import io.securitybaseline.facts.EngineAgent;
import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodeUpgrades;
import io.securitybaseline.facts.azure.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

  /** Where nothing is observed but the day, UTC; commands read neither Azure nor agents. */
  public static CurrentFacts unobserved(LocalDate today) {
    return unobserved(today.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** The same at a time of that day. */
  public static CurrentFacts unobserved(Instant now) {
    return new CurrentFacts(
        now,
        new Reading.NotConfigured(),
        new NodeUpgrades(
            Optional.empty(),
            new LatestImages(Map.of(), false),
            Optional.empty(),
            EndOfLife.bundled()),
        Optional.empty(),
        List.of());
  }
}
