package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result of LeastPrivilege: which roles grant too much, and to whom. */
@ApiRecord
public record LeastPrivilegeStatus(
    @JsonPropertyDescription("Number of role bindings by state.")
        @Nullable LeastPrivilegeCounts bindings,
    @JsonPropertyDescription(
            "The most severe findings, at most 10, sorted; those on one role are one entry.")
        @Size(max = 10)
        List<RoleFinding> worst,
    @JsonPropertyDescription("Notes that do not count as violations, at most 10.") @Size(max = 10)
        List<String> notes) {

  public LeastPrivilegeStatus {
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
