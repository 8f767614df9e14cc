package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.control.AzureCli;
import io.securitybaseline.control.Finding;
import io.securitybaseline.controls.groupbindings.VerifiedReplacement.Kept;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.azure.directory.GroupState;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.facts.azure.directory.UserInGroup;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is reported about users whose membership in the group is not confirmed. */
final class MembershipFindings {

  private MembershipFindings() {}

  /** The users that stay in the binding. */
  static List<Finding> of(VerifiedReplacement replacement, Binding binding) {
    return replacement.kept().stream().map(kept -> finding(kept, binding)).toList();
  }

  private static Finding finding(Kept kept, Binding binding) {
    String held =
        "%s is bound directly to %s"
            .formatted(Phrases.role(binding.role()), Phrases.names(kept.users()));
    String group = Phrases.groups(List.of(kept.group()));
    return switch (kept.state()) {
      case GroupState.Missing _, GroupState.NotSecurityEnabled _, GroupState.Empty _ ->
          Finding.violation(
              Reasons.EMPTY_GROUP,
              "%s, and %s gives no user access: %s".formatted(held, group, problem(kept.state())));
      case GroupState.Unknown(String why) -> unknown(held, group, why);
      case GroupState.Awaited _ -> awaited(held, group);
      case GroupState.Usable _ -> ofUsers(kept, held, group);
    };
  }

  private static Finding ofUsers(Kept kept, String held, String group) {
    return switch (kept.why()) {
      case Membership.NotAMember _ ->
          Finding.violation(
              Reasons.NOT_A_MEMBER,
              "%s; not in %s, so Enforce does not replace them; to add one: %s"
                  .formatted(held, group, addMember(kept.group(), kept.users())));
      case Membership.NoUser _ ->
          Finding.violation(
              Reasons.NOT_A_MEMBER,
              "%s; Entra ID has no user of that name, so %s cannot replace them: correct the name, or remove it"
                  .formatted(held, group));
      case Membership.Unknown(String why) -> unknown(held, group, why);
      case Membership.Awaited _, Membership.Member _ -> awaited(held, group);
    };
  }

  private static Finding unknown(String held, String group, String why) {
    return Finding.violation(
        Reasons.MEMBERSHIP_UNKNOWN,
        "%s, and it is not known whether they are in %s: %s; or confirm it with spec.groupBindings.membership: Assume"
            .formatted(held, group, why));
  }

  private static Finding awaited(String held, String group) {
    return Finding.violation(
        Reasons.MEMBERSHIP_UNKNOWN,
        "%s, and Microsoft Graph has not yet answered whether they are in %s: the operator asks it"
            .formatted(held, group));
  }

  /** Why a group gives no user access, with the fix. */
  static String problem(GroupState state) {
    return switch (state) {
      case GroupState.Missing _ -> "Entra ID has no such group: correct the object id";
      case GroupState.NotSecurityEnabled _ ->
          "it is not security-enabled, so no token contains it: use a security group";
      case GroupState.Empty _ -> "it has no members: add them";
      case GroupState.Unknown(String why) -> why;
      case GroupState.Awaited _ -> "Microsoft Graph has not yet answered";
      case GroupState.Usable _ -> "";
    };
  }

  /** Users who are no longer members, a while after the group replaced them. */
  static List<Finding> afterReplacement(BindingSnapshot snapshot, GroupBindingsSpec spec) {
    if (spec.membership() == MembershipCheck.ASSUME) {
      return List.of();
    }
    Map<String, Collection<String>> left = new TreeMap<>();
    for (UserInGroup pair : ReplacedAt.checks(snapshot.binding()).keySet()) {
      Membership membership = snapshot.memberships().of(pair.user(), pair.group());
      if (membership instanceof Membership.NotAMember || membership instanceof Membership.NoUser) {
        left.computeIfAbsent(pair.group(), _ -> new TreeSet<>()).add(pair.user());
      }
    }
    return left.entrySet().stream()
        .map(entry ->
            Finding.note(
                Reasons.NOT_A_MEMBER,
                "group %s replaced %s, no longer in it: if they need access, add them again"
                    .formatted(entry.getKey(), Phrases.names(entry.getValue()))))
        .toList();
  }

  /** For the first user; the others are added in the same way. */
  private static String addMember(GroupMapping group, List<String> users) {
    return AzureCli.addMember(group.objectId(), users.stream().sorted().findFirst().orElse(""));
  }
}
