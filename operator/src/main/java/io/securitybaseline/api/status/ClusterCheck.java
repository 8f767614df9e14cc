package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** A check and how the cluster meets it. */
@ApiRecord
public record ClusterCheck(
    @JsonPropertyDescription("What was checked.") String name,
    @JsonPropertyDescription(
            "Whether spec.cluster.require requires it. What is not asked for is told and does not"
                + " count.")
        boolean required,
    @JsonPropertyDescription("Pass, Fail, or Unknown where it could not be known.")
        CheckResult result,
    @JsonPropertyDescription(
            "What was seen and what to do about it, in one sentence. Absent where nothing could be"
                + " read: the conditions say why.")
        @Nullable String message) {}
