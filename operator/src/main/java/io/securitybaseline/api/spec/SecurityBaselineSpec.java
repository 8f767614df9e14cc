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
            "What every control may do unless it has a mode of its own. Off: nothing is evaluated,"
                + " and what was applied is removed; write it \"Off\", since YAML takes a bare Off"
                + " for false. Audit: report only, and take back what an earlier Enforce made."
                + " Enforce: report and put right.")
        @Default("Audit")
        Mode mode,
    @JsonPropertyDescription(
            "True: the operator changes nothing, and the last status stays as it is.")
        @Default("false")
        boolean suspend,
    @JsonPropertyDescription(
            "What becomes of the objects that the operator created when this object is deleted."
                + " Delete: they go too. Orphan: they stay.")
        @Default("Delete")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription("Which namespaces are user namespaces.") @Default("{}")
        NamespacesSpec namespaces,
    @JsonPropertyDescription(
            "Where and how fast Enforce takes effect. Has no meaning for Audit and Off.")
        @Default("{}")
        RolloutSpec rollout,
    @JsonPropertyDescription(
            "What is allowed to fall short of the baseline for a while. An exemption past its date"
                + " no longer exempts, and is itself a finding.")
        @Default("[]")
        @Size(max = 64)
        List<Exemption> exemptions,
    @JsonPropertyDescription(
            "Control: no user pod reaches the instance metadata service at 169.254.169.254.")
        @Default("{}")
        InstanceMetadataSpec instanceMetadata,
    @JsonPropertyDescription("Control: people hold roles through Entra ID groups only.")
        @Default("{}")
        GroupBindingsSpec groupBindings,
    @JsonPropertyDescription("Control: nodes are rebooted and run current images. Reports only.")
        @Default("{}")
        NodesSpec nodes,
    @JsonPropertyDescription("Control: the AKS cluster's own settings in Azure. Reports only.")
        @Default("{}")
        ClusterSpec cluster,
    @JsonPropertyDescription("Control: pods meet a level of the Pod Security Standards.")
        @Default("{}")
        PodSecuritySpec podSecurity,
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
    reports = reports == null ? Reports.NONE : reports;
  }

  /** The spec that an empty one stands for. */
  @SuppressWarnings("NullAway") // the constructor fills in what is missing
  public static SecurityBaselineSpec defaults() {
    return new SecurityBaselineSpec(
        null, false, null, null, null, null, null, null, null, null, null, null);
  }

  /** The mode of a control, given what its own section says. */
  public Mode effectiveMode(@Nullable Mode ofControl) {
    return ofControl == null ? mode : ofControl;
  }
}
