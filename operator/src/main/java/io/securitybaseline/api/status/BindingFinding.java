package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** A finding in a role binding. */
@ApiRecord
public record BindingFinding(
    @JsonPropertyDescription("The namespace of a RoleBinding; absent for a ClusterRoleBinding.")
        @Nullable String namespace,
    @JsonPropertyDescription("The name of the binding.") String binding,
    @JsonPropertyDescription("The reason, as one word.") String reason,
    @JsonPropertyDescription("The finding and how to fix it, in one sentence.")
        @Nullable String message) {}
