package io.securitybaseline.testing.azure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The groups of a directory in memory, and who is in them. */
final class GraphGroups {

  /** A group; members are names of users, or ids of groups. */
  record Group(boolean securityEnabled, String visibility, Set<String> members) {

    /** Without a permission of its own, no client is shown the members of such a group. */
    boolean isHidden() {
      return visibility.equals("HiddenMembership");
    }
  }

  private final Map<String, Group> byId = new ConcurrentHashMap<>();

  void put(String id, boolean securityEnabled, String visibility, String... members) {
    Set<String> all = ConcurrentHashMap.newKeySet();
    for (String member : members) {
      all.add(lower(member));
    }
    byId.put(id, new Group(securityEnabled, visibility, all));
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  Group get(String id) {
    return Objects.requireNonNull(byId.get(id));
  }

  void clear() {
    byId.clear();
  }

  /** Members of hidden groups are not reported, wherever the group is. */
  Set<String> transitive(String id) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      Group group = byId.get(open.remove());
      if (group != null && !group.isHidden()) {
        group.members().stream().filter(found::add).forEach(open::add);
      }
    }
    return found;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
