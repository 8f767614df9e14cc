package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;

/** Role bindings by state; all but platform add up to the total. */
@ApiRecord
public record LeastPrivilegeCounts(
    @JsonPropertyDescription("All RoleBindings in namespaces that count, and ClusterRoleBindings.")
        int total,
    @JsonPropertyDescription("Without a violation.") int met,
    @JsonPropertyDescription("An exemption covers them.") int exempt,
    @JsonPropertyDescription("With a violation.") int violating,
    @JsonPropertyDescription("Not determined: too large or unreadable, or their role is.")
        int pending,
    @JsonPropertyDescription(
            "Those whose subjects are all part of Kubernetes, AKS or the operator; met.")
        int platform) {}
