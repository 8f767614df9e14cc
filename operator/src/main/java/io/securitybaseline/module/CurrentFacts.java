package io.securitybaseline.module;

import io.securitybaseline.facts.EndOfLife;
import io.securitybaseline.facts.EngineAgent;
import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodeUpgrades;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.facts.probe.ProbeSetup;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts that change without a new situation; only evaluations of the whole cluster depend on them,
 * and on memberships those that asked for them.
 *
 * @param now the time of the evaluation
 * @param azure what was last read from Azure
 * @param upgrades what is known from outside the nodes of how they are upgraded
 * @param endOfLifeFault what is wrong with the table of ends of life, if anything is
 * @param agents the DaemonSets of network policy engines, with their counts of pods
 * @param memberships what is known of users and groups; an evaluation that asked for more is made
 *     again when it is answered
 * @param probes what pods of probes are created with; empty where none can be created
 */
public record CurrentFacts(
    Instant now,
    Reading azure,
    NodeUpgrades upgrades,
    Optional<String> endOfLifeFault,
    List<EngineAgent> agents,
    Memberships memberships,
    Optional<ProbeSetup> probes) {

  public CurrentFacts {
    agents = List.copyOf(agents);
  }

  /** Where no directory is asked and no pod is created. */
  public CurrentFacts(
      Instant now,
      Reading azure,
      NodeUpgrades upgrades,
      Optional<String> endOfLifeFault,
      List<EngineAgent> agents) {
    this(now, azure, upgrades, endOfLifeFault, agents, Memberships.NONE, Optional.empty());
  }

  /** The same at another time. */
  public CurrentFacts at(Instant time) {
    return new CurrentFacts(time, azure, upgrades, endOfLifeFault, agents, memberships, probes);
  }

  /** The same with what is known of users and groups. */
  public CurrentFacts with(Memberships known) {
    return new CurrentFacts(now, azure, upgrades, endOfLifeFault, agents, known, probes);
  }

  /** Where nothing is observed but the day, UTC; commands read neither Azure nor agents. */
  public static CurrentFacts unobserved(LocalDate today) {
    return unobserved(today.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** Where nothing is observed but the time. */
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
