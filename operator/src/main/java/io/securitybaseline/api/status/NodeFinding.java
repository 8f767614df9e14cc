package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** A finding in a node pool. */
@ApiRecord
public record NodeFinding(
    @JsonPropertyDescription("The node pool.") String pool,
    @JsonPropertyDescription(
            "The node with the most severe finding; absent if the finding concerns the whole pool.")
        @Nullable String node,
    @JsonPropertyDescription("The reason, as one word.") String reason,
    @JsonPropertyDescription("The finding and how to fix it, in one sentence.")
        @Nullable String message) {}
