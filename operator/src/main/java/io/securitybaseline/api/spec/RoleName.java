package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A role as a binding's {@code roleRef} names it; {@code kind} is a string as it is there. */
@ApiRecord
public record RoleName(
    @JsonPropertyDescription("ClusterRole or Role.") @Required String kind,
    @JsonPropertyDescription("The name of the role, exactly; a Role in any namespace.")
        @Required
        @Size(min = 1, max = 253)
        String name) {}
