package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** Something found in a role binding. */
@ApiRecord
public record BindingFinding(
    @JsonPropertyDescription("The namespace of a RoleBinding; absent for a ClusterRoleBinding.")
        @Nullable String namespace,
    @JsonPropertyDescription("The name of the binding.") String binding,
    @JsonPropertyDescription("What was found, as one word.") String reason,
    @JsonPropertyDescription("What was found and what to do about it, in one sentence.")
        @Nullable String message) {}
