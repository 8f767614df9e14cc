package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group, and what it may take over from whom. */
@ApiRecord
public record GroupMapping(
    @JsonPropertyDescription("The object ID of the Entra ID group, in lower case.")
        @Required
        @Size(max = 64)
        String objectId,
    @JsonPropertyDescription("Display name of the group for reports; the cluster uses only the ID.")
        @Size(max = 256)
        @Nullable String displayName,
    @JsonPropertyDescription(
            "The users that the group replaces: user names in Kubernetes, or globs;"
                + " case-sensitive.")
        @Required
        @Size(min = 1, max = 20)
        List<@Size(min = 1, max = 256) String> users,
    @JsonPropertyDescription(
            "The roles for which the group replaces these users. Every member of the group receives"
                + " a bound role.")
        @Required
        @Size(min = 1, max = 16)
        List<RoleName> roles) {

  public GroupMapping {
    users = users == null ? List.of() : List.copyOf(users);
    roles = roles == null ? List.of() : List.copyOf(roles);
  }
}
