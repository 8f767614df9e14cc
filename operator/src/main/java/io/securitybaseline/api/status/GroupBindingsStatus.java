package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;

/** Result of GroupBindings: which role bindings reference users. */
@ApiRecord
public record GroupBindingsStatus(
    @JsonPropertyDescription("Number of evaluated RoleBindings and ClusterRoleBindings.")
        int scanned,
    @JsonPropertyDescription("Number of bindings that reference users.") int userBindings,
    @JsonPropertyDescription("Number of bindings with a record of replaced users.") int replaced,
    @JsonPropertyDescription(
            "Number of bindings that reference users and that the operator must not change.")
        int skipped,
    @JsonPropertyDescription(
            "Number of bindings that Enforce would change and that are not changed now.")
        int plannedChanges,
    @JsonPropertyDescription("The most severe findings, at most 10, sorted.") @Size(max = 10)
        List<BindingFinding> worst,
    @JsonPropertyDescription("Notes, at most 10.") @Size(max = 10) List<String> notes) {

  public GroupBindingsStatus {
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
