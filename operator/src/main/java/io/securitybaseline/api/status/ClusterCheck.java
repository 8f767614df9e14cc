package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** A check and how the cluster meets it. */
@ApiRecord
public record ClusterCheck(
    @JsonPropertyDescription("The name of the check.") String name,
    @JsonPropertyDescription(
            "Whether spec.cluster.require requires it. Other checks are reported and do not affect"
                + " the conditions.")
        boolean required,
    @JsonPropertyDescription("Pass, Fail, or Unknown if it could not be determined.")
        CheckResult result,
    @JsonPropertyDescription(
            "The finding and how to fix it, in one sentence. Absent if nothing could be read: see"
                + " the conditions.")
        @Nullable String message) {}
