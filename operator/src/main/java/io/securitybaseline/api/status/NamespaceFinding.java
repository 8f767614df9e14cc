package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** A finding in a namespace. */
@ApiRecord
public record NamespaceFinding(
    @JsonPropertyDescription("The name of the namespace.") String namespace,
    @JsonPropertyDescription("The reason, as one word.") String reason,
    @JsonPropertyDescription("The finding and how to fix it, in one sentence.")
        @Nullable String message) {}
