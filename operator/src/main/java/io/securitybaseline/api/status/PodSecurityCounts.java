package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;

/** User namespaces by whether their pods meet the level; the parts add up to the total. */
@ApiRecord
public record PodSecurityCounts(
    @JsonPropertyDescription("All user namespaces that are not being deleted.") int total,
    @JsonPropertyDescription(
            "All pods and templates in them would be admitted, and no label of another client is"
                + " weaker.")
        int met,
    @JsonPropertyDescription("An exemption covers them.") int exempt,
    @JsonPropertyDescription(
            "At least one pod or template in them would be rejected, or a label of another client"
                + " is weaker.")
        int violating,
    @JsonPropertyDescription(
            "Not determined yet: outside the rollout, waiting for the rate limit, just changed, or"
                + " impossible to evaluate.")
        int pending,
    @JsonPropertyDescription("A change failed and is retried.") int failed) {}
