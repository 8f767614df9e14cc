package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users hold roles through Entra ID groups only. */
@ApiRecord
public record GroupBindingsSpec(
    @JsonPropertyDescription(
            "Overrides spec.mode for this control. Users that a group replaced stay replaced in"
                + " every mode; the command rollback restores them.")
        @Nullable Mode mode,
    @JsonPropertyDescription(
            "Which group replaces which users for which roles. Nothing is inferred: a binding with"
                + " users that no entry covers is reported and not changed.")
        @Default("[]")
        @Size(max = 100)
        List<GroupMapping> groups,
    @JsonPropertyDescription(
            "Users that are never removed from a binding, such as break-glass accounts. Names or"
                + " globs; upper and lower case do not matter, as in Entra ID.")
        @Default("[]")
        @Size(max = 32)
        List<@Size(min = 1, max = 256) String> protectedUsers,
    @JsonPropertyDescription(
            "User subjects that are GUIDs are service principals, managed identities or guests."
                + " Report: they stay. Replace: they are treated like other users.")
        @Default("Report")
        ServicePrincipals servicePrincipals,
    @JsonPropertyDescription(
            "Without Entra ID a group binding matches no user. Auto: replace users only if Azure"
                + " reports that the cluster uses Entra ID. Assume: you confirm that it does.")
        @Default("Auto")
        EntraIntegration entraIntegration,
    @JsonPropertyDescription(
            "A user who is not in the group loses access when the group replaces them. Auto:"
                + " replace only users whom Microsoft Graph reports as members of the group."
                + " Assume: you confirm that all users of the entries are members.")
        @Default("Auto")
        MembershipCheck membership,
    @JsonPropertyDescription(
            "ValidatingAdmissionPolicies against new bindings that reference users, and against"
                + " changes to the policies of InstanceMetadata by clients other than the operator"
                + " and administrators; each while its control is in Enforce. \"Off\", in quotes:"
                + " none. Warn: the request is allowed with a warning. Deny: the request is"
                + " rejected; while it is unknown whether Entra ID is enabled, bindings to users"
                + " are allowed with a warning.")
        @Default("Off")
        Prevention prevention) {

  public GroupBindingsSpec {
    groups = groups == null ? List.of() : List.copyOf(groups);
    protectedUsers = protectedUsers == null ? List.of() : List.copyOf(protectedUsers);
    servicePrincipals = servicePrincipals == null ? ServicePrincipals.REPORT : servicePrincipals;
    entraIntegration = entraIntegration == null ? EntraIntegration.AUTO : entraIntegration;
    membership = membership == null ? MembershipCheck.AUTO : membership;
    prevention = prevention == null ? Prevention.OFF : prevention;
  }

  static GroupBindingsSpec defaults() {
    return new GroupBindingsSpec(
        null,
        List.of(),
        List.of(),
        ServicePrincipals.REPORT,
        EntraIntegration.AUTO,
        MembershipCheck.AUTO,
        Prevention.OFF);
  }
}
