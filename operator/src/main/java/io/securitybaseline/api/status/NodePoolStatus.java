package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** A node pool and what its nodes run. */
@ApiRecord
public record NodePoolStatus(
    @JsonPropertyDescription("The name of the pool.") String name,
    @JsonPropertyDescription("The operating system: Linux or Windows.") @Nullable String os,
    @JsonPropertyDescription("Number of nodes.") int nodes,
    @JsonPropertyDescription("The image of its nodes; the oldest one if they differ.")
        @Nullable String image,
    @JsonPropertyDescription("The newest image that Azure offers the pool.")
        @Nullable String latestImage,
    @JsonPropertyDescription("The age of its oldest image in days.")
        @Nullable Integer oldestImageDays,
    @JsonPropertyDescription("Number of nodes that need a reboot; absent if no node reports it.")
        @Nullable Integer rebootRequired,
    @JsonPropertyDescription(
            "Number of nodes with an outdated image; absent if no node reports its image.")
        @Nullable Integer outdatedImages) {}
