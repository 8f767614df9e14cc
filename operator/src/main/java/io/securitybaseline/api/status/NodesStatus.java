package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which nodes need a reboot or run old images. */
@ApiRecord
public record NodesStatus(
    @JsonPropertyDescription("All nodes.") int total,
    @JsonPropertyDescription("How many are in exempt node pools; these count nowhere else.")
        int exempt,
    @JsonPropertyDescription("How many wait for a reboot; absent if no node tells.")
        @Nullable Integer rebootRequired,
    @JsonPropertyDescription("How many give no signal about reboots.") int rebootUnknown,
    @JsonPropertyDescription(
            "How many run an outdated image: older than spec.nodes.imageMaxAgeDays and, on Windows,"
                + " than the one of the next Patch Tuesday. Absent if no node tells.")
        @Nullable Integer outdatedImages,
    @JsonPropertyDescription(
            "The node pools, at most 50 and those with findings first of all, sorted by name.")
        @Size(max = 50)
        List<NodePoolStatus> pools,
    @JsonPropertyDescription("How many node pools are not listed for want of room; absent if none.")
        @Nullable Integer omittedPools,
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
