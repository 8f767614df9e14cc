package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.facts.rbac.AccessRequest;
import io.securitybaseline.facts.rbac.AccessRequest.ToPath;
import io.securitybaseline.facts.rbac.AccessRequest.ToResource;
import io.securitybaseline.facts.rbac.RoleRules;
import io.securitybaseline.facts.rbac.Roles;
import io.securitybaseline.facts.rbac.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of a role that grants what a check asks for.
 *
 * @param requests those of the check that the rule allows; empty where the check is on the rule
 *     itself
 */
record Risk(Check check, Rule rule, List<AccessRequest> requests) {

  /** The built-in roles for clients that the API server has authenticated. */
  private static final Set<String> DISCOVERY =
      Set.of(
          "system:discovery",
          "system:basic-user",
          "system:public-info-viewer",
          "system:service-account-issuer-discovery");

  /** The only one for clients that it has not. */
  private static final Set<String> PUBLIC = Set.of("system:public-info-viewer");

  private static final Set<String> OWN_ACCESS =
      Set.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews");

  Risk {
    requests = List.copyOf(requests);
  }

  /**
   * The risks of a role, one for each check.
   *
   * @param isClusterWide whether a ClusterRoleBinding grants it
   */
  static List<Risk> of(RoleRules role, boolean isClusterWide) {
    List<Risk> risks = new ArrayList<>();
    for (Rule rule : role.rules()) {
      if (isEverything(rule)) {
        return List.of(new Risk(Check.CLUSTER_ADMIN, rule, List.of()));
      }
    }
    role.rules().stream()
        .filter(Risk::hasWildcard)
        .findFirst()
        .ifPresent(rule -> risks.add(new Risk(Check.WILDCARD_RULE, rule, List.of())));
    Grant.requests(isClusterWide)
        .forEach((check, requests) -> granted(check, requests, role).ifPresent(risks::add));
    return List.copyOf(risks);
  }

  /** The first rule that allows any of the requests, with all that it allows. */
  private static Optional<Risk> granted(Check check, List<AccessRequest> requests, RoleRules role) {
    return role.rules().stream()
        .filter(rule -> requests.stream().anyMatch(rule::allows))
        .findFirst()
        .map(rule -> new Risk(check, rule, requests.stream().filter(rule::allows).toList()));
  }

  /** Whether the rule is that of cluster-admin. */
  private static boolean isEverything(Rule rule) {
    return rule.names().isEmpty()
        && rule.verbs().contains(Rule.ALL)
        && rule.groups().contains(Rule.ALL)
        && rule.resources().contains(Rule.ALL);
  }

  private static boolean hasWildcard(Rule rule) {
    return rule.paths().isEmpty()
        && (rule.verbs().contains(Rule.ALL)
            || rule.groups().contains(Rule.ALL)
            || rule.resources().stream().anyMatch(resource -> resource.startsWith(Rule.ALL)));
  }

  /**
   * Whether the role is one of the built-in ones for every client, and grants no more than they do.
   *
   * @param isAuthenticated whether the client is
   */
  static boolean isDiscovery(RoleName name, RoleRules role, boolean isAuthenticated) {
    return name.kind().equals(Roles.CLUSTER_ROLE)
        && (isAuthenticated ? DISCOVERY : PUBLIC).contains(name.name())
        && role.rules().stream().allMatch(Risk::isDiscovery);
  }

  private static boolean isDiscovery(Rule rule) {
    return rule.paths().isEmpty()
        ? rule.verbs().equals(List.of("create")) && OWN_ACCESS.containsAll(rule.resources())
        : rule.verbs().equals(List.of("get")) && rule.resources().isEmpty();
  }

  /** The verbs of the requests. */
  Set<String> verbs() {
    Set<String> verbs = new HashSet<>();
    requests.forEach(request -> verbs.add(request.verb()));
    return verbs;
  }

  /** The resources of the requests, as rules write them. */
  Set<String> resources() {
    Set<String> resources = new HashSet<>();
    for (AccessRequest request : requests) {
      switch (request) {
        case ToResource to -> resources.add(to.combined());
        case ToPath _ -> {}
      }
    }
    return resources;
  }
}
