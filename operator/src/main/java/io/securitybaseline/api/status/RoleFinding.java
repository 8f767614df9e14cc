package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** A finding on a role and the bindings that grant it. */
@ApiRecord
public record RoleFinding(
    @JsonPropertyDescription("The namespace of the bindings; absent for ClusterRoleBindings.")
        @Nullable String namespace,
    @JsonPropertyDescription("The role, as Kind/name; absent if it is no longer known.")
        @Nullable String role,
    @JsonPropertyDescription(
            "Bindings to the role that have this finding; in a namespace those that are listed.")
        int bindings,
    @JsonPropertyDescription("The reason, as one word.") String reason,
    @JsonPropertyDescription("The finding on one of them and how to fix it, in one sentence.")
        @Nullable String message) {}
