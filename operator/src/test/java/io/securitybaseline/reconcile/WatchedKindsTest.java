package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.cluster.ClusterModule;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.leastprivilege.LeastPrivilegeModule;
import io.securitybaseline.controls.nodes.NodesModule;
import io.securitybaseline.controls.podsecurity.PodSecurityModule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which controls are uncertain while a kind is not watched. */
class WatchedKindsTest {

  private final WatchedKinds kinds = new WatchedKinds(Controls.ALL);

  @Test
  void controlsDependOnTheKindsThatTheyDeclare() {
    assertThat(readers("ServiceAccount")).containsExactly(InstanceMetadataModule.ID);
    assertThat(readers("Pod"))
        .containsExactlyInAnyOrder(
            InstanceMetadataModule.ID,
            PodSecurityModule.ID,
            ClusterModule.ID,
            LeastPrivilegeModule.ID);
    assertThat(readers("Deployment"))
        .containsExactlyInAnyOrder(
            InstanceMetadataModule.ID, PodSecurityModule.ID, ClusterModule.ID);
    for (String kind : Set.of("StatefulSet", "CronJob")) {
      assertThat(readers(kind))
          .as(kind)
          .containsExactlyInAnyOrder(InstanceMetadataModule.ID, PodSecurityModule.ID);
    }
    for (String kind : Set.of("ReplicaSet", "Job")) {
      assertThat(readers(kind)).as(kind).containsExactly(PodSecurityModule.ID);
    }
    assertThat(readers("NetworkPolicy")).containsExactly(InstanceMetadataModule.ID);
    assertThat(readers("CiliumClusterwideNetworkPolicy"))
        .containsExactly(InstanceMetadataModule.ID);
    for (String kind : Set.of("RoleBinding", "ClusterRoleBinding")) {
      assertThat(readers(kind))
          .as(kind)
          .containsExactlyInAnyOrder(GroupBindingsModule.ID, LeastPrivilegeModule.ID);
    }
    for (String kind : Set.of("Role", "ClusterRole", "APIService")) {
      assertThat(readers(kind)).as(kind).containsExactly(LeastPrivilegeModule.ID);
    }
    assertThat(readers("DaemonSet"))
        .containsExactlyInAnyOrder(
            InstanceMetadataModule.ID, PodSecurityModule.ID, ClusterModule.ID);
    assertThat(readers("CustomResourceDefinition"))
        .containsExactlyInAnyOrder(
            InstanceMetadataModule.ID, GroupBindingsModule.ID, ClusterModule.ID);
    assertThat(readers("Node"))
        .containsExactlyInAnyOrder(
            InstanceMetadataModule.ID, PodSecurityModule.ID, NodesModule.ID, ClusterModule.ID);
    assertThat(readers("Namespace"))
        .containsExactlyInAnyOrder(
            InstanceMetadataModule.ID,
            GroupBindingsModule.ID,
            PodSecurityModule.ID,
            ClusterModule.ID,
            LeastPrivilegeModule.ID);
    assertThat(readers("ValidatingAdmissionPolicyBinding"))
        .containsExactlyInAnyOrder(InstanceMetadataModule.ID, GroupBindingsModule.ID);
  }

  @Test
  void allDependOnTheBaselineAndOnKindsThatNoneDeclares() {
    assertThat(readers(WatchedKinds.BASELINE)).hasSize(6);
    assertThat(readers("Service")).hasSize(6);
    assertThat(kinds.isKnown(WatchedKinds.BASELINE)).isTrue();
    assertThat(kinds.isKnown("Service")).isFalse();
  }

  private Set<ControlId> readers(String kind) {
    return kinds.readersOf(Set.of(kind));
  }
}
