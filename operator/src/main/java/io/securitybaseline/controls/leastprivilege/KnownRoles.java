package io.securitybaseline.controls.leastprivilege;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.facts.rbac.ApiGroups;
import io.securitybaseline.facts.rbac.RoleRules;
import io.securitybaseline.facts.rbac.RoleWatches;
import io.securitybaseline.facts.rbac.Roles;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.module.ResourceReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The roles of the cluster, each evaluated once: a tenant can bind one role as often as they like.
 * For one evaluation only.
 */
final class KnownRoles implements Roles {

  private final ResourceReader resources;
  private final Map<String, Map<String, Role>> byNamespace = new HashMap<>();
  private final Map<RoleRules, List<Risk>> ofCluster = new HashMap<>();
  private final Map<RoleRules, List<Risk>> ofNamespaces = new HashMap<>();
  private final Map<RoleRules, Optional<String>> unservedOf = new HashMap<>();
  private @Nullable UnservedResources unserved;

  KnownRoles(ResourceReader resources) {
    this.resources = resources;
  }

  @Override
  public Optional<RoleRules> find(RoleName role, String namespace) {
    return role.kind().equals(CLUSTER_ROLE)
        ? clusterRole(role.name()).map(found -> rules(found, RoleWatches.CLUSTER_ROLE_RULES))
        : role(role.name(), namespace).map(found -> rules(found, RoleWatches.ROLE_RULES));
  }

  /** The marker in place of a role that could not be kept. */
  Optional<Marker> marker(RoleName role, String namespace) {
    return role.kind().equals(CLUSTER_ROLE)
        ? clusterRole(role.name()).flatMap(Marker::of)
        : role(role.name(), namespace).flatMap(Marker::of);
  }

  List<Risk> risks(RoleRules rules, boolean isClusterWide) {
    return (isClusterWide ? ofCluster : ofNamespaces)
        .computeIfAbsent(rules, _ -> Risk.of(rules, isClusterWide));
  }

  /** What the rules name and the cluster does not serve, where there is anything. */
  Optional<String> unserved(RoleRules rules) {
    UnservedResources known = unserved;
    if (known == null) {
      known =
          new UnservedResources(ApiGroups.of(resources.all(APIService.class)), resources.served());
      unserved = known;
    }
    return unservedOf.computeIfAbsent(rules, known::in);
  }

  private Optional<ClusterRole> clusterRole(String name) {
    return resources.find(ClusterRole.class, name).filter(role -> !role.isMarkedForDeletion());
  }

  private Optional<Role> role(String name, String namespace) {
    return Optional.ofNullable(byNamespace.computeIfAbsent(namespace, this::rolesIn).get(name));
  }

  private Map<String, Role> rolesIn(String namespace) {
    Map<String, Role> roles = new HashMap<>();
    for (Role role : resources.inNamespace(Role.class, namespace)) {
      if (!role.isMarkedForDeletion()) {
        roles.put(role.getMetadata().getName(), role);
      }
    }
    return roles;
  }

  private static <T extends HasMetadata> RoleRules rules(T role, Digest<T, RoleRules> digest) {
    return digest.of(role).orElse(RoleRules.NONE);
  }
}
