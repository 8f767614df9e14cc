package io.securitybaseline.facts;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What the Cluster control evaluates.
 *
 * @param today the day, UTC, on which dates of retirement are evaluated
 * @param engines the network policy engines seen in the cluster itself, each with its version, or
 *     an empty text where none is reported
 * @param probes what probes of node pools found out
 */
public record AzureSnapshot(
    Reading reading,
    LocalDate today,
    Map<NetworkEngine, String> engines,
    List<ProbeStatus> probes) {

  /** Without probes. */
  public AzureSnapshot(Reading reading, LocalDate today, Map<NetworkEngine, String> engines) {
    this(reading, today, engines, List.of());
  }

  public AzureSnapshot {
    engines = Map.copyOf(engines);
    probes = List.copyOf(probes);
  }
}
