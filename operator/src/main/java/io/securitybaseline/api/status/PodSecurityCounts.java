package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;

/** User namespaces by whether their pods meet the level. */
@ApiRecord
public record PodSecurityCounts(
    @JsonPropertyDescription("All user namespaces that are not being deleted.") int total,
    @JsonPropertyDescription("All pods and templates in them would be admitted.") int met,
    @JsonPropertyDescription("At least one pod or template in them would be rejected.")
        int violating) {}
