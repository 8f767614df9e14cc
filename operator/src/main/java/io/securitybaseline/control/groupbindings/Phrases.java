package io.securitybaseline.control.groupbindings;

import io.securitybaseline.api.GroupMapping;
import io.securitybaseline.api.RoleName;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The parts that messages are made of, each of bounded length. */
final class Phrases {

  private static final int MOST_NAMES = 3;
  private static final int LONGEST_NAME = 80;

  private Phrases() {}

  /** {@code a, b, c and 4 more}, in alphabetical order and each name once. */
  static String names(Collection<String> names) {
    List<String> sorted = List.copyOf(new TreeSet<>(names));
    String first =
        String.join(", ", sorted.stream().limit(MOST_NAMES).map(Phrases::shortened).toList());
    return sorted.size() <= MOST_NAMES
        ? first
        : "%s and %d more".formatted(first, sorted.size() - MOST_NAMES);
  }

  /** {@code ClusterRole edit}. */
  static String role(RoleName role) {
    return role.kind() + " " + shortened(role.name());
  }

  /** {@code team-payments-dev (9c1d5b6e-…)}: the name for people, the id for the cluster. */
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
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
