package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.kubernetes.Glob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which group replaces which users for a role. A group does so only if the spec maps both the user
 * and the role to it, because all its members get the role.
 *
 * @param byGroup the replaced users of each group, in the order of the binding
 * @param unmapped users to which no group is mapped
 * @param contested users to which several groups are mapped, with those groups
 */
record GroupReplacement(
    Map<GroupMapping, List<String>> byGroup,
    List<String> unmapped,
    Map<String, List<GroupMapping>> contested) {

  static GroupReplacement of(List<String> people, RoleName role, List<GroupMapping> groups) {
    List<GroupMapping> ofRole =
        groups.stream().filter(group -> group.roles().contains(role)).toList();
    Map<GroupMapping, List<String>> byGroup = new LinkedHashMap<>();
    Map<String, List<GroupMapping>> contested = new TreeMap<>();
    List<String> unmapped = new ArrayList<>();
    for (String user : people) {
      List<GroupMapping> claims =
          ofRole.stream().filter(group -> Glob.anyMatches(group.users(), user)).toList();
      switch (claims.size()) {
        case 0 -> unmapped.add(user);
        case 1 -> byGroup.computeIfAbsent(claims.getFirst(), _ -> new ArrayList<>()).add(user);
        default -> contested.put(user, claims);
      }
    }
    return new GroupReplacement(byGroup, unmapped, contested);
  }

  boolean isEmpty() {
    return byGroup.isEmpty();
  }

  /** All replaced users. */
  List<String> removedUsers() {
    return byGroup.values().stream().flatMap(List::stream).toList();
  }

  /** The object ids of the groups that are not in the binding yet. */
  Set<String> addedGroups(Binding binding) {
    Set<String> addedGroups = new TreeSet<>();
    byGroup.keySet().forEach(group -> addedGroups.add(group.objectId()));
    binding.subjects().stream()
        .filter(BindingSubject::isGroup)
        .map(BindingSubject::name)
        .forEach(addedGroups::remove);
    return addedGroups;
  }

  /** All subjects afterwards: a group stands where the first of those stood that it replaces. */
  List<BindingSubject> subjectsAfter(Binding binding) {
    Map<String, String> groupOf =
        byGroup.entrySet().stream()
            .flatMap(entry ->
                entry.getValue().stream().distinct().map(user -> Map.entry(user, entry.getKey())))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> entry.getValue().objectId(), (a, _) -> a));
    Set<String> toEnter = new HashSet<>(addedGroups(binding));
    Set<BindingSubject> after = new LinkedHashSet<>();
    for (BindingSubject subject : binding.subjects()) {
      String group = subject.isUser() ? groupOf.get(subject.name()) : null;
      if (group == null) {
        after.add(subject);
      } else if (toEnter.remove(group)) {
        after.add(BindingSubject.group(group));
      }
    }
    return List.copyOf(after);
  }

  /** The record with this takeover. */
  ReplacedSubjects recordedIn(ReplacedSubjects before, Binding binding) {
    Map<String, List<String>> users = new TreeMap<>();
    byGroup.forEach((group, removedUsers) -> users.put(group.objectId(), removedUsers));
    return before.plus(users, addedGroups(binding));
  }
}
