package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;

/** How many role bindings have a finding with a reason. */
@ApiRecord
public record ReasonCount(
    @JsonPropertyDescription("The reason, as one word.") String reason,
    @JsonPropertyDescription("Number of bindings with a finding of this reason.") int bindings) {}
