package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.control.NameList;
import io.securitybaseline.facts.rbac.RoleRules;
import io.securitybaseline.facts.rbac.Rule;
import io.securitybaseline.facts.rbac.ServedResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds API groups and resources in the rules of roles that the cluster does not serve. */
final class UnservedResources {

  private static final NameList NAMES = new NameList(5, 80);

  /** The roles admin, edit and view of Kubernetes still name it. */
  private static final String RETIRED = "extensions";

  /**
   * What rules name and no discovery lists, since only authorization uses it: whom a client acts
   * as, and who signs certificates.
   */
  private static final Set<String> OF_AUTHORIZATION =
      Set.of("users", "groups", "uids", "userextras", "signers");

  private final Set<String> groups;
  private final ServedResources resources;

  /**
   * @param groups that the cluster serves; empty where they are unknown
   * @param resources of those groups that are known
   */
  UnservedResources(Set<String> groups, ServedResources resources) {
    this.groups = groups;
    this.resources = resources;
  }

  /** What is wrong, after the path; empty where nothing is. */
  Optional<String> in(RoleRules role) {
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    part("API group", role.rules().stream().flatMap(this::groups)).ifPresent(parts::add);
    part("resource", role.rules().stream().flatMap(this::resources)).ifPresent(parts::add);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the cluster does not serve %s, so that part of the role grants nothing until it does"
                .formatted(String.join(" and ", parts)));
  }

  private static Optional<String> part(String kind, Stream<String> unserved) {
    List<String> names = unserved.distinct().sorted().toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("the %s%s %s".formatted(kind, names.size() == 1 ? "" : "s", NAMES.of(names)));
  }

  private Stream<String> groups(Rule rule) {
    return rule.groups().stream()
        .filter(group -> !group.equals(Rule.ALL) && !group.equals(RETIRED))
        .filter(group -> !groups.contains(group));
  }

  /** Those that are in none of the rule's groups, where all that are served are known. */
  private Stream<String> resources(Rule rule) {
    List<String> served = rule.groups().stream().filter(groups::contains).toList();
    if (rule.groups().contains(Rule.ALL)
        || served.isEmpty()
        || !served.stream().allMatch(group -> resources.of(group).isPresent())) {
      return Stream.empty();
    }
    return rule.resources().stream()
        .filter(resource -> !resource.startsWith(Rule.ALL))
        .filter(resource -> !OF_AUTHORIZATION.contains(parent(resource)))
        .filter(resource ->
            served.stream()
                .noneMatch(
                    group -> resources.of(group).orElse(Set.of()).contains(parent(resource))));
  }

  /** Without the subresource: not all of those are in discovery, such as {@code finalizers}. */
  private static String parent(String resource) {
    int slash = resource.indexOf('/');
    return slash < 0 ? resource : resource.substring(0, slash);
  }
}
