package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;

/** Which role bindings name users. */
@ApiRecord
public record GroupBindingsStatus(
    @JsonPropertyDescription("How many RoleBindings and ClusterRoleBindings were looked at.")
        int scanned,
    @JsonPropertyDescription("How many of them still name users.") int userBindings,
    @JsonPropertyDescription("How many carry the record of users that a group replaced.")
        int replaced,
    @JsonPropertyDescription("How many name users and must not be touched by the operator.")
        int skipped,
    @JsonPropertyDescription("How many Enforce would change that are not changed now.")
        int plannedChanges,
    @JsonPropertyDescription("The worst findings, at most 10, sorted.") @Size(max = 10)
        List<BindingFinding> worst,
    @JsonPropertyDescription("What is worth knowing and is no fault, at most 10.") @Size(max = 10)
        List<String> notes) {

  public GroupBindingsStatus {
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
