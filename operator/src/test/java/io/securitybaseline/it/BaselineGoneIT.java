package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline whose finalizer a user removed, so that it was deleted without a cleanup. */
class BaselineGoneIT {

  @TempDir private Path folder;

  @Test
  void isEnforcedNoLonger() {
    try (ControlPlane controlPlane = ControlPlane.builder().withoutControllerManager().start();
        TestCluster cluster = TestCluster.on(controlPlane);
        OperatorProcess operator =
            OperatorProcess.start(OperatorAccess.to(controlPlane), folder, "operator")) {
      TestNamespaces namespaces = new TestNamespaces(cluster.client());
      String namespace = namespaces.create("left");
      cluster.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
      eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());

      operator.pause();
      vanish(cluster);
      operator.resume();
      operator.awaitLog("the baseline was deleted");
      namespaces.policyResource(namespace).delete();

      // Audit makes nothing, and deletes only what is its own.
      cluster.baseline().applyAndSettle("mode: Audit");
      assertThat(namespaces.policy(namespace)).isEmpty();
    }
  }

  private static void vanish(TestCluster cluster) {
    var baseline =
        cluster.client().resources(SecurityBaseline.class).withName(SecurityBaseline.NAME);
    edit(baseline, it -> it.getMetadata().setFinalizers(List.of()));
    baseline.delete();
    eventually(() -> assertThat(baseline.get()).isNull());
  }
}
