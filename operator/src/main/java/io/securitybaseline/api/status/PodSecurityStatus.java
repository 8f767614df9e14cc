package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result of PodSecurity: which namespaces meet the Pod Security Standards. */
@ApiRecord
public record PodSecurityStatus(
    @JsonPropertyDescription("Number of user namespaces by state.")
        @Nullable PodSecurityCounts namespaces,
    @JsonPropertyDescription("Number of namespaces that Enforce would label.") int plannedChanges,
    @JsonPropertyDescription("The most severe findings, at most 10, sorted.") @Size(max = 10)
        List<NamespaceFinding> worst,
    @JsonPropertyDescription("Notes that do not count as violations, at most 10.") @Size(max = 10)
        List<String> notes) {

  public PodSecurityStatus {
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
