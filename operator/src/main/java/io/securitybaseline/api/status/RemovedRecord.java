package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;

/** A binding from which another client removed the operator's record of replaced users. */
@ApiRecord
public record RemovedRecord(
    @JsonPropertyDescription("The uid of the binding.") String uid,
    @JsonPropertyDescription("How often another client removed the record and restored users.")
        int times,
    @JsonPropertyDescription("The day, UTC, on which the users were last replaced again.")
        String last) {}
