package io.securitybaseline.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Which nodes wait for a reboot or run old images. */
@ApiRecord
public record NodesStatus(
    @JsonPropertyDescription("All nodes.") int total,
    @JsonPropertyDescription("How many are in exempt node pools; these count nowhere else.")
        int exempt,
    @JsonPropertyDescription("How many wait for a reboot.") int rebootRequired,
    @JsonPropertyDescription("How many give no signal about reboots.") int rebootUnknown,
    @JsonPropertyDescription("How many run an image older than spec.nodes.imageMaxAgeDays.")
        int outdatedImages,
    @JsonPropertyDescription(
            "The node pools, at most 50 and those with findings first of all, sorted by name.")
        @Size(max = 50)
        List<NodePoolStatus> pools,
    @JsonPropertyDescription("The worst findings, at most 10, sorted.") @Size(max = 10)
        List<NodeFinding> worst,
    @JsonPropertyDescription("What is worth knowing and is no fault, at most 10.") @Size(max = 10)
        List<String> notes) {

  public NodesStatus {
    pools = pools == null ? List.of() : List.copyOf(pools);
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
