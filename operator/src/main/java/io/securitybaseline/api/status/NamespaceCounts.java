package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;

/** User namespaces by what became of them; the parts add up to the total. */
@ApiRecord
public record NamespaceCounts(
    @JsonPropertyDescription("All user namespaces that are not being deleted.") int total,
    @JsonPropertyDescription(
            "No pod reaches the instance metadata service, and what belongs here is in place.")
        int restricted,
    @JsonPropertyDescription("An exemption in force covers them.") int exempt,
    @JsonPropertyDescription("A pod can reach it, or nothing enforces the policy.") int exposed,
    @JsonPropertyDescription(
            "Not yet known to be either: outside the rollout, waiting its turn, just changed, or"
                + " not to be judged.")
        int pending,
    @JsonPropertyDescription("A change did not go through; tried again.") int failed) {}
