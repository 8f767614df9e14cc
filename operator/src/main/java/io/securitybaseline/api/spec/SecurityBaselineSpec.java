package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user asks for. */
@ApiRecord
public record SecurityBaselineSpec(
    @JsonPropertyDescription(
            "Default mode of all controls. Off: nothing is evaluated, and objects of the operator"
                + " are deleted; write \"Off\" with quotes, because Off without quotes is false in"
                + " YAML. Audit: report only, and delete what an earlier Enforce created. Enforce:"
                + " report and fix.")
        @Default("Audit")
        Mode mode,
    @JsonPropertyDescription("True: the operator changes nothing, and the status is not updated.")
        @Default("false")
        boolean suspend,
    @JsonPropertyDescription(
            "What happens to the objects that the operator created when this object is deleted."
                + " Delete: they are deleted. Orphan: they stay.")
        @Default("Delete")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription("Selection of the user namespaces.") @Default("{}")
        NamespacesSpec namespaces,
    @JsonPropertyDescription("Where and how fast Enforce takes effect. No effect in Audit and Off.")
        @Default("{}")
        RolloutSpec rollout,
    @JsonPropertyDescription(
            "Temporary exemptions from the baseline. An expired exemption no longer applies and is"
                + " reported.")
        @Default("[]")
        @Size(max = 64)
        List<Exemption> exemptions,
    @JsonPropertyDescription(
            "Control: no user pod can reach the instance metadata service at 169.254.169.254.")
        @Default("{}")
        InstanceMetadataSpec instanceMetadata,
    @JsonPropertyDescription("Control: users have roles only through Entra ID groups.")
        @Default("{}")
        GroupBindingsSpec groupBindings,
    @JsonPropertyDescription("Control: nodes are rebooted and run current images. Reports only.")
        @Default("{}")
        NodesSpec nodes,
    @JsonPropertyDescription("Control: settings of the AKS cluster in Azure. Reports only.")
        @Default("{}")
        ClusterSpec cluster,
    @JsonPropertyDescription("Control: pods meet a level of the Pod Security Standards.")
        @Default("{}")
        PodSecuritySpec podSecurity,
    @JsonPropertyDescription(
            "Control: roles grant no more than needed, and only to known subjects. Reports only.")
        @Default("{}")
        LeastPrivilegeSpec leastPrivilege,
    @JsonPropertyDescription(
            "Which policy reports are written, at most one for each namespace. PolicyReport is"
                + " wgpolicyk8s.io/v1alpha2, OpenReports is openreports.io/v1alpha1.")
        @Default("None")
        Reports reports) {

  public SecurityBaselineSpec {
    mode = mode == null ? Mode.AUDIT : mode;
    deletionPolicy = deletionPolicy == null ? DeletionPolicy.DELETE : deletionPolicy;
    namespaces = namespaces == null ? NamespacesSpec.defaults() : namespaces;
    rollout = rollout == null ? RolloutSpec.defaults() : rollout;
    exemptions = exemptions == null ? List.of() : List.copyOf(exemptions);
    instanceMetadata =
        instanceMetadata == null ? InstanceMetadataSpec.defaults() : instanceMetadata;
    groupBindings = groupBindings == null ? GroupBindingsSpec.defaults() : groupBindings;
    nodes = nodes == null ? NodesSpec.defaults() : nodes;
    cluster = cluster == null ? ClusterSpec.defaults() : cluster;
    podSecurity = podSecurity == null ? PodSecuritySpec.defaults() : podSecurity;
    leastPrivilege = leastPrivilege == null ? LeastPrivilegeSpec.defaults() : leastPrivilege;
    reports = reports == null ? Reports.NONE : reports;
  }

  /** The spec that an empty one stands for. */
  @SuppressWarnings("NullAway") // the constructor fills in what is missing
  public static SecurityBaselineSpec defaults() {
    return new SecurityBaselineSpec(
        null, false, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** The mode of a control, given what its own section says. */
  public Mode effectiveMode(@Nullable Mode ofControl) {
    return ofControl == null ? mode : ofControl;
  }
}
