package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.facts.BindingWatches;
import io.securitybaseline.facts.NamespaceWatch;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.rbac.ApiGroups;
import io.securitybaseline.facts.rbac.RoleWatches;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;

/** What the control reads. */
final class LeastPrivilegeWatches {

  static final List<Watch<?>> ALL =
      List.of(
          NamespaceWatch.NAMESPACES,
          BindingWatches.ROLE_BINDINGS,
          BindingWatches.CLUSTER_ROLE_BINDINGS,
          RoleWatches.ROLES,
          RoleWatches.CLUSTER_ROLES,
          ApiGroups.API_SERVICES,
          PodWatches.PODS.with(MountedTokens.ACCOUNT));

  private LeastPrivilegeWatches() {}
}
