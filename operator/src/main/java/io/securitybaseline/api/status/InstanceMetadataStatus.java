package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which namespaces are kept from the instance metadata service. */
@ApiRecord
public record InstanceMetadataStatus(
    @JsonPropertyDescription("The network policy engine that was found or named.")
        @Nullable String engine,
    @JsonPropertyDescription("The user namespaces, counted.") @Nullable NamespaceCounts namespaces,
    @JsonPropertyDescription(
            "Namespaces of Kubernetes, AKS and its extensions. They are not evaluated: pods in them"
                + " can reach the instance metadata service.")
        @Nullable UnevaluatedNamespaces systemNamespaces,
    @JsonPropertyDescription("Namespaces that spec.namespaces.exclude excludes, likewise.")
        @Nullable UnevaluatedNamespaces excludedNamespaces,
    @JsonPropertyDescription("How many writes Enforce would make now.")
        @Nullable Integer plannedChanges,
    @JsonPropertyDescription("The worst findings, at most 10, sorted.") @Size(max = 10)
        List<NamespaceFinding> worst,
    @JsonPropertyDescription(
            "What is worth knowing and is no fault, at most 10: of the cluster, or how many"
                + " namespaces it applies to.")
        @Size(max = 10)
        List<String> notes) {

  public InstanceMetadataStatus {
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
