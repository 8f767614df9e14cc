package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import io.securitybaseline.api.spec.Mode;
import org.jspecify.annotations.Nullable;

/** What {@code kubectl get} shows. */
@ApiRecord
public record StatusSummary(
    @JsonPropertyDescription("The mode in effect.") @Nullable Mode mode,
    @JsonPropertyDescription("Restricted user namespaces out of all: 198/200.")
        @Nullable String instanceMetadata,
    @JsonPropertyDescription("Number of bindings that reference users.")
        @Nullable Integer userBindings,
    @JsonPropertyDescription("Number of nodes that need a reboot; absent if no node reports it.")
        @Nullable Integer rebootRequired,
    @JsonPropertyDescription(
            "Number of nodes with an outdated image; absent if no node reports its image.")
        @Nullable Integer outdatedImages,
    @JsonPropertyDescription("The findings, in one sentence.") @Nullable String message) {}
