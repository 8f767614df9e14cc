package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.control.NameList;
import java.util.Collection;

/** The parts that messages are made of, each of bounded length. */
final class Phrases {

  private static final int MOST_NAMES = 3;
  private static final int LONGEST = 80;
  private static final NameList NAMES = new NameList(MOST_NAMES, LONGEST);
  private static final NameList QUOTED = new NameList(MOST_NAMES, LONGEST + 2);

  private Phrases() {}

  /** {@code a, b, c and 4 more}, in alphabetical order and each name once. */
  static String names(Collection<String> names) {
    return NAMES.sorted(names);
  }

  /** The same in quotes, for names with blanks and commas in them. */
  static String quoted(Collection<String> names) {
    return QUOTED.sorted(names.stream().map(name -> '"' + shortened(name) + '"').toList());
  }

  /** {@code ClusterRole edit}. */
  static String role(RoleName role) {
    return role.kind() + " " + shortened(role.name());
  }

  /** {@code team-payments-dev (9c1d5b6e-…)}: the name for readers, the ID for the cluster. */
  static String group(GroupMapping group) {
    return group.displayName() == null || group.displayName().isBlank()
        ? group.objectId()
        : "%s (%s)".formatted(shortened(group.displayName()), group.objectId());
  }

  static String groups(Collection<GroupMapping> groups) {
    return (groups.size() == 1 ? "group " : "groups ")
        + String.join(
            " and ", groups.stream().limit(MOST_NAMES).map(Phrases::group).sorted().toList());
  }

  static String shortened(String name) {
    return NAMES.cut(name);
  }
}
