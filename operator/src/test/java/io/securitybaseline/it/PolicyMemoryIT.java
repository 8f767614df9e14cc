package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A namespace full of large policies, with the heap that the chart's memory limit leaves. */
class PolicyMemoryIT {

  private static final int POLICIES = 60;

  /** Half of 512 MiB, as in the image. */
  private static final String HEAP = "-Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError";

  @TempDir private Path folder;

  @Test
  void theOperatorStartsAndWorksBesideThem() {
    try (ControlPlane controlPlane = ControlPlane.builder().withoutControllerManager().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      OperatorAccess access = OperatorAccess.to(controlPlane);
      TestNamespaces namespaces = new TestNamespaces(cluster.client());
      String hostile = namespaces.create("hostile");
      String ordinary = namespaces.create("ordinary");
      for (int i = 0; i < POLICIES; i++) {
        LargePolicies.create(
            cluster,
            i % 2 == 0
                ? LargePolicies.forIngress(hostile, "ingress-" + i, 35_000)
                : LargePolicies.withBlocks(hostile, "egress-" + i, 35_000));
      }
      cluster.baseline().apply(Specs.ENFORCE_ON_CALICO);

      try (OperatorProcess operator =
          OperatorProcess.start(access, folder, "operator", Map.of("JAVA_TOOL_OPTIONS", HEAP))) {
        operator.awaitReady();
        eventually(() -> assertThat(namespaces.policy(ordinary)).isPresent());
        eventually(() ->
            assertThat(cluster.baseline().counts().restricted())
                .isEqualTo(namespaces.living().size()));
        assertThat(operator.isAlive()).isTrue();
      }
    }
  }
}
