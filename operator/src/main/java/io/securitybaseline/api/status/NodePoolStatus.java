package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** A node pool and what its nodes run. */
@ApiRecord
public record NodePoolStatus(
    @JsonPropertyDescription("The name of the pool.") String name,
    @JsonPropertyDescription("The operating system: Linux or Windows.") @Nullable String os,
    @JsonPropertyDescription("How many nodes it has.") int nodes,
    @JsonPropertyDescription("The image of its nodes; the oldest where they differ.")
        @Nullable String image,
    @JsonPropertyDescription("The newest image that Azure offers the pool.")
        @Nullable String latestImage,
    @JsonPropertyDescription("The age of its oldest image in days.")
        @Nullable Integer oldestImageDays,
    @JsonPropertyDescription("How many of its nodes need a reboot; absent if none of them tells.")
        @Nullable Integer rebootRequired,
    @JsonPropertyDescription(
            "How many of its nodes run an outdated image; absent if none of them tells.")
        @Nullable Integer outdatedImages) {}
