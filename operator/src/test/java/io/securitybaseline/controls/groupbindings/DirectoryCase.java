package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.facts.azure.directory.GroupState;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.facts.azure.directory.UserInGroup;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a case says of the directory.
 *
 * @param groups by object id: usable, hidden, missing, notSecurityEnabled, empty, or why it is not
 *     known
 * @param users by name, then by object id: member, notAMember, noUser, or why it is not known
 * @param failure why nothing else is known
 */
record DirectoryCase(
    @Nullable Map<String, String> groups,
    @Nullable Map<String, Map<String, String>> users,
    @Nullable String failure) {

  Memberships memberships() {
    Map<String, GroupState> states = new HashMap<>();
    Objects.requireNonNullElse(groups, Map.<String, String>of())
        .forEach((id, text) -> states.put(id, state(text)));
    Map<UserInGroup, Membership> memberships = new HashMap<>();
    Objects.requireNonNullElse(users, Map.<String, Map<String, String>>of())
        .forEach((user, of) ->
            of.forEach(
                (group, text) -> memberships.put(new UserInGroup(user, group), membership(text))));
    return new Memberships(memberships, states, Optional.ofNullable(failure));
  }

  private static GroupState state(String text) {
    return switch (text) {
      case "usable" -> new GroupState.Usable(false);
      case "hidden" -> new GroupState.Usable(true);
      case "missing" -> new GroupState.Missing();
      case "notSecurityEnabled" -> new GroupState.NotSecurityEnabled();
      case "empty" -> new GroupState.Empty();
      default -> new GroupState.Unknown(text);
    };
  }

  private static Membership membership(String text) {
    return switch (text) {
      case "member" -> new Membership.Member();
      case "notAMember" -> new Membership.NotAMember();
      case "noUser" -> new Membership.NoUser();
      default -> new Membership.Unknown(text);
    };
  }
}
