package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** Something found in a namespace. */
@ApiRecord
public record NamespaceFinding(
    @JsonPropertyDescription("The name of the namespace.") String namespace,
    @JsonPropertyDescription("What was found, as one word.") String reason,
    @JsonPropertyDescription("What was found and what to do about it, in one sentence.")
        @Nullable String message) {}
