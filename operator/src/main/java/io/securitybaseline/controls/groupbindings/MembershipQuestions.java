package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.UserInGroup;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What has to be asked about a binding before users of it are replaced, and once after that. */
final class MembershipQuestions {

  private MembershipQuestions() {}

  /** Nothing where the spec vouches for memberships, or where no user is about to be replaced. */
  static DirectoryQuestions of(BindingSnapshot snapshot, GroupBindingsSpec spec) {
    Binding binding = snapshot.binding();
    if (spec.membership() == MembershipCheck.ASSUME || binding.marker().isPresent()) {
      return DirectoryQuestions.NONE;
    }
    Map<UserInGroup, Instant> replaced = ReplacedAt.checks(binding);
    GroupReplacement takeover =
        GroupReplacement.of(
            ClassifiedSubjects.of(binding, spec).people(), binding.role(), spec.groups());
    if (takeover.isEmpty()
        || ExternallyManaged.of(binding, snapshot.access().self(), snapshot.owners()).isPresent()
        || Blocker.to(takeover, snapshot, spec).isPresent()) {
      return new DirectoryQuestions(Set.of(), replaced, Set.of());
    }
    Set<UserInGroup> members = new HashSet<>();
    takeover
        .byGroup()
        .forEach((group, users) ->
            users.forEach(user -> members.add(new UserInGroup(user, group.objectId()))));
    return new DirectoryQuestions(
        members,
        replaced,
        Administrators.concerns(binding) ? Administrators.groups(takeover, snapshot) : Set.of());
  }
}
