package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.securitybaseline.facts.rbac.AggregatedRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ClusterRoles of manifests with the rules that they have in a cluster: those of aggregated
 * roles, and of cluster-admin, which every cluster has.
 */
final class FolderRoles {

  private static final String CLUSTER_ADMIN = "cluster-admin";

  private FolderRoles() {}

  static List<HasMetadata> withRules(List<HasMetadata> objects) {
    List<ClusterRole> roles =
        objects.stream()
            .filter(ClusterRole.class::isInstance)
            .map(ClusterRole.class::cast)
            .toList();
    List<HasMetadata> all =
        new ArrayList<>(objects.stream().filter(it -> !(it instanceof ClusterRole)).toList());
    all.addAll(AggregatedRoles.resolve(withClusterAdmin(roles)));
    return all;
  }

  private static List<ClusterRole> withClusterAdmin(List<ClusterRole> roles) {
    return roles.stream().anyMatch(role -> CLUSTER_ADMIN.equals(role.getMetadata().getName()))
        ? roles
        : Stream.concat(roles.stream(), Stream.of(clusterAdmin())).toList();
  }

  private static ClusterRole clusterAdmin() {
    return new ClusterRoleBuilder()
        .withNewMetadata()
        .withName(CLUSTER_ADMIN)
        .endMetadata()
        .addNewRule()
        .withVerbs("*")
        .withApiGroups("*")
        .withResources("*")
        .endRule()
        .build();
  }
}
