package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.facts.azure.directory.GroupState;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.facts.azure.directory.Memberships;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A replacement as far as the directory confirms it. A user whose membership is not confirmed stays
 * in the binding by name.
 *
 * @param confirmed the part of the replacement that loses no user access
 * @param kept the groups with users that stay, and why
 */
record VerifiedReplacement(GroupReplacement confirmed, List<Kept> kept) {

  /**
   * Users of one group that stay.
   *
   * @param state what is known of the group
   * @param users those that stay for the same reason
   * @param why the membership that all of them have
   */
  record Kept(GroupMapping group, GroupState state, List<String> users, Membership why) {}

  static VerifiedReplacement of(
      GroupReplacement takeover, Memberships memberships, GroupBindingsSpec spec) {
    if (spec.membership() == MembershipCheck.ASSUME) {
      return new VerifiedReplacement(takeover, List.of());
    }
    Map<GroupMapping, List<String>> confirmed = new LinkedHashMap<>();
    List<Kept> kept = new ArrayList<>();
    takeover
        .byGroup()
        .forEach((group, users) -> {
          GroupState state = memberships.group(group.objectId());
          Map<Membership, List<String>> byMembership = new LinkedHashMap<>();
          for (String user : users) {
            byMembership
                .computeIfAbsent(memberships.of(user, group.objectId()), _ -> new ArrayList<>())
                .add(user);
          }
          byMembership.forEach((membership, same) -> {
            if (membership instanceof Membership.Member && state instanceof GroupState.Usable) {
              confirmed.put(group, same);
            } else {
              kept.add(new Kept(group, state, same, membership));
            }
          });
        });
    return new VerifiedReplacement(
        new GroupReplacement(confirmed, takeover.unmapped(), takeover.contested()), kept);
  }
}
