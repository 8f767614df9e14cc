package io.securitybaseline.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A requirement and how the cluster meets it. */
@ApiRecord
public record ClusterCheck(
    @JsonPropertyDescription("What was checked.") String name,
    @JsonPropertyDescription("Pass, Fail, or Unknown where it could not be known.")
        CheckResult result,
    @JsonPropertyDescription("What was seen and what to do about it, in one sentence.")
        @Nullable String message) {}
