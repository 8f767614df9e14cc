package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result of InstanceMetadata: which namespaces are restricted. */
@ApiRecord
public record InstanceMetadataStatus(
    @JsonPropertyDescription("The detected or configured network policy engine.")
        @Nullable String engine,
    @JsonPropertyDescription("Number of user namespaces by state.")
        @Nullable NamespaceCounts namespaces,
    @JsonPropertyDescription(
            "Namespaces of Kubernetes, AKS and its extensions. They are not evaluated: pods in them"
                + " can reach the instance metadata service.")
        @Nullable UnevaluatedNamespaces systemNamespaces,
    @JsonPropertyDescription(
            "Namespaces that spec.namespaces.exclude excludes. They are not evaluated either.")
        @Nullable UnevaluatedNamespaces excludedNamespaces,
    @JsonPropertyDescription("Number of writes that Enforce would make now.")
        @Nullable Integer plannedChanges,
    @JsonPropertyDescription("The most severe findings, at most 10, sorted.") @Size(max = 10)
        List<NamespaceFinding> worst,
    @JsonPropertyDescription(
            "Notes, at most 10: about the cluster, or with the number of namespaces.")
        @Size(max = 10)
        List<String> notes,
    @JsonPropertyDescription(
            "With spec.instanceMetadata.verification Probe: what probes found out, by node pool and"
                + " architecture, at most 50.")
        @Size(max = 50)
        @Nullable List<ProbeStatus> probes) {

  /** Without probes. */
  public InstanceMetadataStatus(
      @Nullable String engine,
      @Nullable NamespaceCounts namespaces,
      @Nullable UnevaluatedNamespaces systemNamespaces,
      @Nullable UnevaluatedNamespaces excludedNamespaces,
      @Nullable Integer plannedChanges,
      List<NamespaceFinding> worst,
      List<String> notes) {
    this(
        engine,
        namespaces,
        systemNamespaces,
        excludedNamespaces,
        plannedChanges,
        worst,
        notes,
        null);
  }

  public InstanceMetadataStatus {
    worst = worst == null ? List.of() : List.copyOf(worst);
    notes = notes == null ? List.of() : List.copyOf(notes);
    probes = probes == null ? null : List.copyOf(probes);
  }
}
