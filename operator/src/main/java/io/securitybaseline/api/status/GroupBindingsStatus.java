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
    @JsonPropertyDescription(
            "Number of bindings by the reason of their findings, the most frequent first. A binding"
                + " with several findings counts once for each reason; notes are not counted.")
        @Size(max = 32)
        List<ReasonCount> reasons,
    @JsonPropertyDescription(
            "Bindings from which another client removed the operator's record, those with the most"
                + " removals first, at most 20. The operator reads them after a restart, and stops"
                + " replacing users there after three removals (PutBack).")
        @Size(max = 20)
        List<RemovedRecord> recordsRemoved,
    @JsonPropertyDescription("The most severe findings of each reason, at most 10, sorted.")
        @Size(max = 10)
        List<BindingFinding> worst,
    @JsonPropertyDescription("Notes, at most 10.") @Size(max = 10) List<String> notes) {

  public GroupBindingsStatus {
    reasons = reasons == null ? List.of() : List.copyOf(reasons);
    recordsRemoved = recordsRemoved == null ? List.of() : List.copyOf(recordsRemoved);
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
