package io.securitybaseline.reconcile;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controls.Controls;
import io.securitybaseline.testing.ProxiedOperator;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every kind that is watched is guarded, and it is known which controls read it. */
class WatchedKindsIT {

  @RegisterExtension static final ProxiedOperator operator = new ProxiedOperator();

  @Test
  void everyKindIsGuardedAndListed() {
    eventually(() -> assertThat(operator.guardedKinds()).isNotEmpty());

    Set<String> kinds = operator.guardedKinds();
    assertThat(kinds)
        .contains("SecurityBaseline", "Namespace", "Pod", "ClusterRoleBinding", "Node")
        .allMatch(new WatchedKinds(Controls.watches())::isKnown);
    assertThat(kinds).allSatisfy(kind -> assertThat(operator.stale(kind)).isZero());
  }
}
