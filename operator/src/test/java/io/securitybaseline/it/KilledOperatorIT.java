package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Ownership;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that is killed again and again in the middle of the work. */
class KilledOperatorIT {

  private static final int NAMESPACES = 300;
  private static final int KILLS = 3;

  @TempDir private Path folder;

  @Test
  void theNextOneFinishesWithoutDuplicates() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    try (ControlPlane controlPlane = ControlPlane.builder().withoutControllerManager().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      OperatorAccess access = OperatorAccess.to(controlPlane);
      TestNamespaces namespaces = new TestNamespaces(cluster.client());
      namespaces.create("many", NAMESPACES);
      cluster.baseline().apply(Specs.ENFORCE_ON_CALICO);

      for (int kill = 0; kill < KILLS; kill++) {
        int share = NAMESPACES / KILLS;
        int moment = kill * share + random.nextInt(share);
        try (OperatorProcess operator = start(access)) {
          eventually(
              () -> assertThat(namespaces.allPolicies()).hasSizeGreaterThanOrEqualTo(moment));
          assertThat(operator.isAlive()).as("seed %d", seed).isTrue();
        }
      }

      try (OperatorProcess last = start(access)) {
        last.awaitReady();
        eventually(() ->
            assertThat(cluster.baseline().counts().restricted())
                .as("seed %d", seed)
                .isEqualTo(namespaces.living().size()));
        assertThat(namespaces.allPolicies())
            .as("seed %d", seed)
            .hasSameSizeAs(namespaces.living())
            .allMatch(policy -> Ownership.isOwnedBy(policy, cluster.baseline().uid()));
      }
    }
  }

  /** Slowly enough that there is a middle of the work. */
  private OperatorProcess start(OperatorAccess access) {
    return OperatorProcess.start(access, folder, "operator", "--writes-per-second", "100");
  }
}
