package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result of Nodes: which nodes need a reboot or run old images. */
@ApiRecord
public record NodesStatus(
    @JsonPropertyDescription("All nodes.") int total,
    @JsonPropertyDescription(
            "Number of nodes in exempt node pools; they are not part of the other counts.")
        int exempt,
    @JsonPropertyDescription("Number of nodes that need a reboot; absent if no node reports it.")
        @Nullable Integer rebootRequired,
    @JsonPropertyDescription("How many give no reboot signal.") int rebootUnknown,
    @JsonPropertyDescription(
            "Number of nodes with an outdated image: older than spec.nodes.imageMaxAgeDays and, on"
                + " Windows, older than the next Patch Tuesday allows. Absent if no node reports"
                + " its image.")
        @Nullable Integer outdatedImages,
    @JsonPropertyDescription(
            "The node pools, at most 50, sorted by name. Pools with findings take precedence.")
        @Size(max = 50)
        List<NodePoolStatus> pools,
    @JsonPropertyDescription("Number of node pools beyond the limit of the list; absent if none.")
        @Nullable Integer omittedPools,
    @JsonPropertyDescription("The most severe findings, at most 10, sorted.") @Size(max = 10)
        List<NodeFinding> worst,
    @JsonPropertyDescription("Notes, at most 10.") @Size(max = 10) List<String> notes) {

  public NodesStatus {
    pools = pools == null ? List.of() : List.copyOf(pools);
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
