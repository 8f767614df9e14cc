package io.securitybaseline.facts.azure.directory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the directory at one moment. Only answers that still count are in it.
 *
 * @param users whether users are in groups, as reported; a user who is missing in the report of a
 *     group that hides members may still be in it
 * @param groups the groups that were asked for
 * @param failure why nothing more is known, if the directory could not be asked
 */
public record Memberships(
    Map<UserInGroup, Membership> users, Map<String, GroupState> groups, Optional<String> failure) {

  /** The directory was not asked. */
  public static final Memberships NONE = new Memberships(Map.of(), Map.of(), Optional.empty());

  private static final String HIDDEN =
      "the group, or one in it, hides its members, so that Microsoft Graph may not report the user";

  public Memberships {
    users = Map.copyOf(users);
    groups = Map.copyOf(groups);
  }

  /** As if the directory had confirmed all that is asked, for clients that do not ask it. */
  public static Memberships confirming(DirectoryQuestions questions) {
    Map<UserInGroup, Membership> users = new HashMap<>();
    Map<String, GroupState> groups = new HashMap<>();
    questions.groups().forEach(group -> groups.put(group, new GroupState.Usable(false)));
    for (UserInGroup pair : questions.members()) {
      users.put(pair, new Membership.Member());
      groups.put(pair.group(), new GroupState.Usable(false));
    }
    return new Memberships(users, groups, Optional.empty());
  }

  /** Whether the user is in the group. */
  public Membership of(String user, String group) {
    Membership reported = users.get(new UserInGroup(user, group));
    if (reported == null && groups.get(group) instanceof GroupState.Missing) {
      return new Membership.NotAMember();
    }
    if (reported == null) {
      return failure.<Membership>map(Membership.Unknown::new).orElseGet(Membership.Awaited::new);
    }
    return reported instanceof Membership.NotAMember ? absent(group) : reported;
  }

  /** What is known of a group. */
  public GroupState group(String id) {
    GroupState state = groups.get(id);
    if (state == null) {
      return failure.<GroupState>map(GroupState.Unknown::new).orElseGet(GroupState.Awaited::new);
    }
    return state;
  }

  /** Whether both have the same answers to the questions. */
  public boolean answersAlike(DirectoryQuestions questions, Memberships other) {
    return alike(questions.members(), other)
        && alike(questions.replaced().keySet(), other)
        && questions.groups().stream().allMatch(id -> group(id).equals(other.group(id)));
  }

  private boolean alike(Set<UserInGroup> pairs, Memberships other) {
    return pairs.stream()
        .allMatch(pair ->
            of(pair.user(), pair.group()).equals(other.of(pair.user(), pair.group()))
                && group(pair.group()).equals(other.group(pair.group())));
  }

  private Membership absent(String group) {
    return switch (group(group)) {
      case GroupState.Usable(boolean hides) ->
          hides ? new Membership.Unknown(HIDDEN) : new Membership.NotAMember();
      case GroupState.Missing _, GroupState.NotSecurityEnabled _, GroupState.Empty _ ->
          new Membership.NotAMember();
      case GroupState.Unknown(String why) -> new Membership.Unknown(why);
      case GroupState.Awaited _ -> new Membership.Awaited();
    };
  }
}
