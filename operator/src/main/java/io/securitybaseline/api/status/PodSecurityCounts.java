package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;

/** User namespaces by whether their pods meet the level. */
@ApiRecord
public record PodSecurityCounts(
    @JsonPropertyDescription("All user namespaces that are not being deleted.") int total,
    @JsonPropertyDescription("No pod or template in them would be refused.") int met,
    @JsonPropertyDescription("Some pod or template in them would be refused.") int violating) {}
