package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas, of which one acts, until it is killed. */
class LeaderKilledIT {

  @TempDir private Path folder;

  @Test
  void theOtherReplicaBecomesLeaderAndRepairs() {
    try (ControlPlane controlPlane = ControlPlane.builder().withoutControllerManager().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      OperatorAccess access = OperatorAccess.to(controlPlane);
      TestNamespaces namespaces = new TestNamespaces(cluster.client());
      String namespace = namespaces.create("led");
      cluster.baseline().apply(Specs.ENFORCE_ON_CALICO);

      try (OperatorProcess first = OperatorProcess.startWithLease(access, folder, "first")) {
        eventually(() -> assertThat(cluster.leader(access)).isEqualTo("first"));
        try (OperatorProcess second = OperatorProcess.startWithLease(access, folder, "second")) {
          second.awaitLog("leader known");
          cluster.baseline().awaitReady();
          eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
          assertThat(first.hasActed()).isTrue();

          first.kill();
          namespaces.policyResource(namespace).delete();

          eventually(() -> assertThat(cluster.leader(access)).isEqualTo("second"));
          eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
          eventually(() -> assertThat(second.hasActed()).isTrue());
          assertThat(second.log().indexOf("outcome="))
              .as("the second acts only as leader")
              .isGreaterThan(second.log().indexOf(" leading"));
          assertThat(second.isAlive()).isTrue();
        }
      }
    }
  }
}
