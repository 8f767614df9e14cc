package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;

/** User namespaces by what became of them; the parts add up to the total. */
@ApiRecord
public record NamespaceCounts(
    @JsonPropertyDescription("All user namespaces that are not being deleted.") int total,
    @JsonPropertyDescription(
            "No pod can reach the instance metadata service, and the required objects exist.")
        int restricted,
    @JsonPropertyDescription("An exemption covers them.") int exempt,
    @JsonPropertyDescription("A pod can reach it, or no engine enforces the policy.") int exposed,
    @JsonPropertyDescription(
            "Not determined yet: outside the rollout, waiting for the rate limit, just changed, or"
                + " impossible to evaluate.")
        int pending,
    @JsonPropertyDescription("A change failed and is retried.") int failed) {}
