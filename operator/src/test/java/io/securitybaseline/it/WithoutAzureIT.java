package io.securitybaseline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that names no resource in Azure pays nothing for those that do. */
class WithoutAzureIT {

  @TempDir private Path folder;

  @Test
  void noClassOfTheSdkIsLoaded() throws IOException {
    Path classes = folder.resolve("classes.log");
    ControlPlane controlPlane = ControlPlane.shared();
    try (TestCluster cluster = TestCluster.on(controlPlane);
        OperatorProcess operator =
            OperatorProcess.start(
                OperatorAccess.to(controlPlane),
                folder,
                "operator",
                Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes))) {
      operator.awaitReady();
      cluster.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
      cluster.baseline().delete();
    }

    List<String> loaded = Files.readAllLines(classes);
    assertThat(loaded).anyMatch(line -> line.contains("facts.azure.ManagedClusterPoller "));
    assertThat(loaded)
        .noneMatch(line -> line.contains(" com.azure."))
        .noneMatch(line -> line.contains(" com.microsoft."))
        .noneMatch(line -> line.contains(" reactor."));
  }
}
