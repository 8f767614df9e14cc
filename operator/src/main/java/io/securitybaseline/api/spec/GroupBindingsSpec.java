package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People hold roles through Entra ID groups only. */
@ApiRecord
public record GroupBindingsSpec(
    @JsonPropertyDescription(
            "Overrides spec.mode for this control. Users that a group replaced stay replaced in"
                + " every mode: the command rollback puts them back.")
        @Nullable Mode mode,
    @JsonPropertyDescription(
            "Which group takes over which roles from which users. Nothing is inferred: a user"
                + " binding that no entry covers is reported and stays.")
        @Default("[]")
        @Size(max = 100)
        List<GroupMapping> groups,
    @JsonPropertyDescription(
            "Users that are never taken out of a binding, such as break-glass accounts. Names or"
                + " globs, case-sensitive.")
        @Default("[]")
        @Size(max = 32)
        List<@Size(min = 1, max = 256) String> protectedUsers,
    @JsonPropertyDescription(
            "User subjects that are GUIDs are service principals, managed identities or guests."
                + " Report: they stay. Replace: they are treated like people.")
        @Default("Report")
        ServicePrincipals servicePrincipals,
    @JsonPropertyDescription(
            "Without Entra ID a group binding matches nobody. Auto: replace nothing unless Azure"
                + " reports that the cluster uses Entra ID. Assume: you vouch for it.")
        @Default("Auto")
        EntraIntegration entraIntegration,
    @JsonPropertyDescription(
            "ValidatingAdmissionPolicies against new bindings that name users, and against changes"
                + " to the policies of InstanceMetadata by anybody but the operator and"
                + " administrators; each while its control is in Enforce. \"Off\", in quotes: none."
                + " Warn: whoever does it is warned. Deny: it is refused; while Entra ID is not"
                + " known to be on, nobody is refused a user.")
        @Default("Off")
        Prevention prevention) {

  public GroupBindingsSpec {
    groups = groups == null ? List.of() : List.copyOf(groups);
    protectedUsers = protectedUsers == null ? List.of() : List.copyOf(protectedUsers);
    servicePrincipals = servicePrincipals == null ? ServicePrincipals.REPORT : servicePrincipals;
    entraIntegration = entraIntegration == null ? EntraIntegration.AUTO : entraIntegration;
    prevention = prevention == null ? Prevention.OFF : prevention;
  }

  static GroupBindingsSpec defaults() {
    return new GroupBindingsSpec(
        null,
        List.of(),
        List.of(),
        ServicePrincipals.REPORT,
        EntraIntegration.AUTO,
        Prevention.OFF);
  }
}
