package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import io.securitybaseline.api.spec.Mode;
import org.jspecify.annotations.Nullable;

/** What {@code kubectl get} shows. */
@ApiRecord
public record StatusSummary(
    @JsonPropertyDescription("The mode in effect.") @Nullable Mode mode,
    @JsonPropertyDescription("How many user namespaces are restricted, of all: 198/200.")
        @Nullable String instanceMetadata,
    @JsonPropertyDescription("How many bindings still name users.") @Nullable Integer userBindings,
    @JsonPropertyDescription("How many nodes need a reboot; absent if none tells.")
        @Nullable Integer rebootRequired,
    @JsonPropertyDescription("How many nodes run an outdated image; absent if none tells.")
        @Nullable Integer outdatedImages,
    @JsonPropertyDescription("What was found, in one sentence.") @Nullable String message) {}
