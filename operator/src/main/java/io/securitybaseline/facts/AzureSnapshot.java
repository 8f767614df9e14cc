package io.securitybaseline.facts;

import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.time.LocalDate;
import java.util.Map;

/**
 * What the Cluster control judges.
 *
 * @param today the day, UTC, on which dates of retirement are judged
 * @param engines the network policy engines seen in the cluster itself, each with its version, or
 *     an empty text where none is told
 */
public record AzureSnapshot(Reading reading, LocalDate today, Map<NetworkEngine, String> engines) {

  public AzureSnapshot {
    engines = Map.copyOf(engines);
  }
}
