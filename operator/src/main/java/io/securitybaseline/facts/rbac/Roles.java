package io.securitybaseline.facts.rbac;

import io.securitybaseline.api.spec.RoleName;
import java.util.Optional;

/** The roles that bindings refer to. */
@FunctionalInterface
public interface Roles {

  String ROLE = "Role";
  String CLUSTER_ROLE = "ClusterRole";

  /**
   * The rules of a role; empty where there is no such role.
   *
   * @param namespace of the binding
   */
  Optional<RoleRules> find(RoleName role, String namespace);
}
