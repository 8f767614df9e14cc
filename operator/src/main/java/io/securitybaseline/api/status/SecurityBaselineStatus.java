package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
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
        @Nullable PodSecurityStatus podSecurity) {

  public SecurityBaselineStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
