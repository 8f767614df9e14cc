package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that is asked to end, as at every rolling update; configured by its environment. */
class StoppedOperatorIT {

  /** SIGTERM, by the convention of the JVM. */
  private static final int STOPPED = 143;

  @TempDir private Path folder;

  @Test
  void endsInGoodOrderAndReleasesTheLease() {
    try (ControlPlane controlPlane = ControlPlane.builder().withoutControllerManager().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      OperatorAccess access = OperatorAccess.to(controlPlane);
      try (OperatorProcess operator =
          OperatorProcess.start(
              access,
              folder,
              "only",
              Map.of(
                  "SBO_LEADER_ELECTION",
                  "true",
                  "SBO_LEADER_ELECTION_NAMESPACE",
                  access.namespace()))) {
        eventually(() -> assertThat(cluster.leader(access)).isEqualTo("only"));
        // One that is still getting to work complains of being stopped in the middle of that.
        cluster.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);

        assertThat(operator.terminate()).isEqualTo(STOPPED);

        assertThat(cluster.leader(access)).isEmpty();
        assertThat(operator.log()).contains("released the leader lease").doesNotContain("ERROR");
      }
    }
  }
}
