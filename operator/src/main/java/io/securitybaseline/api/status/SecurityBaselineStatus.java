package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the operator answers. A control that is off or has not been evaluated has no section. */
@ApiRecord
public record SecurityBaselineStatus(
    @JsonPropertyDescription("The generation of the spec that this status describes.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The columns of kubectl get.") @Nullable StatusSummary summary,
    @JsonPropertyDescription(
            "Ready: the spec was applied and everything was evaluated. Compliant: the combined"
                + " result of the controls. Then the conditions of each control that is not off.")
        @Size(max = 32)
        List<Condition> conditions,
    @JsonPropertyDescription("Result of InstanceMetadata: which namespaces are restricted.")
        @Nullable InstanceMetadataStatus instanceMetadata,
    @JsonPropertyDescription("Result of GroupBindings: which role bindings reference users.")
        @Nullable GroupBindingsStatus groupBindings,
    @JsonPropertyDescription("Result of Nodes: which nodes need a reboot or run old images.")
        @Nullable NodesStatus nodes,
    @JsonPropertyDescription("Result of Cluster: the settings that Azure reports.")
        @Nullable ClusterStatus cluster,
    @JsonPropertyDescription(
            "Result of PodSecurity: which namespaces meet the Pod Security Standards.")
        @Nullable PodSecurityStatus podSecurity,
    @JsonPropertyDescription("Result of LeastPrivilege: which roles grant too much, and to whom.")
        @Nullable LeastPrivilegeStatus leastPrivilege) {

  public SecurityBaselineStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /**
   * A status with these sections.
   *
   * @throws IllegalArgumentException if an object is no section, or a section is there twice
   */
  public static SecurityBaselineStatus of(
      long generation,
      StatusSummary summary,
      List<Condition> conditions,
      Collection<? extends Record> sections) {
    Sections found = new Sections(sections);
    SecurityBaselineStatus status =
        new SecurityBaselineStatus(
            generation,
            summary,
            conditions,
            found.take(InstanceMetadataStatus.class),
            found.take(GroupBindingsStatus.class),
            found.take(NodesStatus.class),
            found.take(ClusterStatus.class),
            found.take(PodSecurityStatus.class),
            found.take(LeastPrivilegeStatus.class));
    found.requireNone();
    return status;
  }

  /** The same sections under another summary and other conditions. */
  public SecurityBaselineStatus with(
      long generation, StatusSummary newSummary, List<Condition> newConditions) {
    return new SecurityBaselineStatus(
        generation,
        newSummary,
        newConditions,
        instanceMetadata,
        groupBindings,
        nodes,
        cluster,
        podSecurity,
        leastPrivilege);
  }

  /** What probes found out, as stored; it outlives the pods, and the process. */
  public static List<ProbeStatus> probesOf(@Nullable SecurityBaselineStatus status) {
    InstanceMetadataStatus section = status == null ? null : status.instanceMetadata;
    List<ProbeStatus> probes = section == null ? null : section.probes();
    return probes == null ? List.of() : probes;
  }

  /** The notes of all sections. */
  public Stream<String> everyNote() {
    return Stream.of(
            instanceMetadata == null ? List.<String>of() : instanceMetadata.notes(),
            groupBindings == null ? List.<String>of() : groupBindings.notes(),
            nodes == null ? List.<String>of() : nodes.notes())
        .flatMap(List::stream);
  }
}
