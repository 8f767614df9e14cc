package io.securitybaseline.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Something found on a node. */
@ApiRecord
public record NodeFinding(
    @JsonPropertyDescription("The name of the node.") String node,
    @JsonPropertyDescription("What was found, as one word.") String reason,
    @JsonPropertyDescription("What was found and what to do about it, in one sentence.")
        @Nullable String message) {}
