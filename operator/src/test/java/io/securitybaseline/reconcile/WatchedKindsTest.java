package io.securitybaseline.reconcile;

import static io.securitybaseline.control.ControlId.CLUSTER;
import static io.securitybaseline.control.ControlId.GROUP_BINDINGS;
import static io.securitybaseline.control.ControlId.INSTANCE_METADATA;
import static io.securitybaseline.control.ControlId.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.Controls;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which controls are uncertain while a kind is not watched. */
class WatchedKindsTest {

  private final WatchedKinds kinds = new WatchedKinds(Controls.watches());

  @Test
  void controlsDependOnTheKindsThatTheyDeclare() {
    for (String kind : Set.of("NetworkPolicy", "Pod", "Deployment", "StatefulSet", "CronJob")) {
      assertThat(readers(kind)).as(kind).containsExactly(INSTANCE_METADATA);
    }
    assertThat(readers("CiliumClusterwideNetworkPolicy")).containsExactly(INSTANCE_METADATA);
    assertThat(readers("RoleBinding")).containsExactly(GROUP_BINDINGS);
    assertThat(readers("ClusterRoleBinding")).containsExactly(GROUP_BINDINGS);
    assertThat(readers("DaemonSet")).containsExactlyInAnyOrder(INSTANCE_METADATA, CLUSTER);
    assertThat(readers("CustomResourceDefinition"))
        .containsExactlyInAnyOrder(INSTANCE_METADATA, CLUSTER);
    assertThat(readers("Node")).containsExactlyInAnyOrder(INSTANCE_METADATA, NODES, CLUSTER);
    assertThat(readers("Namespace"))
        .containsExactlyInAnyOrder(INSTANCE_METADATA, GROUP_BINDINGS, CLUSTER);
    assertThat(readers("ValidatingAdmissionPolicyBinding"))
        .containsExactlyInAnyOrder(INSTANCE_METADATA, GROUP_BINDINGS);
  }

  @Test
  void allDependOnTheBaselineAndOnKindsThatNoneDeclares() {
    assertThat(readers(WatchedKinds.BASELINE)).hasSize(4);
    assertThat(readers("Service")).hasSize(4);
    assertThat(kinds.isKnown(WatchedKinds.BASELINE)).isTrue();
    assertThat(kinds.isKnown("Service")).isFalse();
  }

  private Set<ControlId> readers(String kind) {
    return kinds.readersOf(Set.of(kind));
  }
}
