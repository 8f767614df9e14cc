package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** Something found in a node pool. */
@ApiRecord
public record NodeFinding(
    @JsonPropertyDescription("The node pool.") String pool,
    @JsonPropertyDescription(
            "The node it is gravest on; absent if it concerns the pool as a whole.")
        @Nullable String node,
    @JsonPropertyDescription("What was found, as one word.") String reason,
    @JsonPropertyDescription("What was found and what to do about it, in one sentence.")
        @Nullable String message) {}
