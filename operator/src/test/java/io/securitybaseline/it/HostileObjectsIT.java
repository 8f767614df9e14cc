package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Reasons;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one tenant puts into a namespace costs no more than what is known of that namespace. With
 * the heap that the image has in the chart's 512 MiB.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileObjectsIT {

  private static final String HEAP =
      "-XX:+UseSerialGC -Xss512k -Xmx256m -XX:NewSize=4m -XX:NewRatio=5"
          + " -XX:+ExitOnOutOfMemoryError";

  private static final String SPEC =
      """
      mode: Enforce
      instanceMetadata: {engine: Calico}
      groupBindings: {mode: Audit}
      """;

  @TempDir private Path folder;

  private ControlPlane controlPlane;
  private TestCluster cluster;
  private TestNamespaces namespaces;
  private OperatorAccess access;

  @BeforeAll
  void start() {
    controlPlane = ControlPlane.builder().withoutControllerManager().start();
    cluster = TestCluster.on(controlPlane);
    namespaces = new TestNamespaces(cluster.client());
    access = OperatorAccess.to(controlPlane);
    namespaces.createAs("hostile", Map.of());
    cluster.apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: default, namespace: hostile}
        """);
  }

  @AfterAll
  void stop() {
    cluster.close();
    controlPlane.close();
  }

  @Test
  void oneTenantHarmsNoOther() throws Exception {
    try (OperatorProcess running = operator("running")) {
      running.awaitReady();
      cluster.baseline().applyAndSettle(SPEC);
      createHostileObjects();

      evaluatesOthers("while-they-arrive");
      reportsWhatItDoesNotKnow();
      livesOn(running);
    }
    try (OperatorProcess restarted = operator("restarted")) {
      restarted.awaitReady();

      evaluatesOthers("after-a-restart");
      reportsWhatItDoesNotKnow();
      livesOn(restarted);
    }
    plans();
  }

  private void createHostileObjects() throws ExecutionException, InterruptedException {
    try (HostileObjects hostile = new HostileObjects(cluster.client())) {
      hostile.names("hostile", HostileObjects.LONG_NAME);
      hostile.names("hostile", HostileObjects.LONGEST_NAME);
      hostile.strings("hostile", 400_000);
      for (int i = 0; i < 5; i++) {
        hostile.labels("hostile", "labels-" + i, 1_000_000);
        hostile.subjects("hostile", "subjects-" + i, 1_400_000);
      }
      hostile.subjects("hostile", "n".repeat(200_000), 1000);
      hostile.clusterSubjects("subjects", 1_400_000);
      hostile.policies("hostile", 24);
      hostile.await();
    }
  }

  /** A namespace that is created now gets its policy. */
  private void evaluatesOthers(String namespace) {
    namespaces.createAs(namespace, Map.of());
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
  }

  private void reportsWhatItDoesNotKnow() {
    eventually(() -> {
      assertThat(cluster.baseline().findingsOn("hostile"))
          .anySatisfy(finding -> {
            assertThat(finding.reason()).isEqualTo(Reasons.OBJECT_TOO_LARGE);
            assertThat(finding.message()).contains("Pod/labels-0");
          });
      // Pods that are not known do not keep the namespace from being protected.
      assertThat(namespaces.policy("hostile")).isPresent();
      assertThat(Objects.requireNonNull(cluster.baseline().status().groupBindings()).worst())
          .anySatisfy(finding -> {
            assertThat(finding.binding()).isEqualTo("subjects-0");
            assertThat(finding.reason()).isEqualTo(Reasons.OBJECT_TOO_LARGE);
          })
          .anySatisfy(finding -> assertThat(finding.binding()).startsWith("nnnn"));
    });
  }

  private static void livesOn(OperatorProcess operator) {
    assertThat(operator.isAlive()).isTrue();
    assertThat(operator.log()).doesNotContain("java.lang.OutOfMemoryError", "Couldn't deserialize");
  }

  private void plans() throws IOException, InterruptedException {
    Path kubeconfig =
        Files.writeString(folder.resolve("admin.kubeconfig"), controlPlane.adminKubeconfig());
    Path output = folder.resolve("plan.txt");
    ProcessBuilder plan =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                GeneratedFile.repository()
                    .resolve("operator/target/security-baseline-operator.jar")
                    .toString(),
                "plan")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    plan.environment()
        .putAll(Map.of("KUBECONFIG", kubeconfig.toString(), "JDK_JAVA_OPTIONS", HEAP));

    assertThat(plan.start().waitFor()).isIn(List.of(0, 3));
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .contains(Reasons.OBJECT_TOO_LARGE)
        .doesNotContain("java.lang.OutOfMemoryError");
  }

  private OperatorProcess operator(String name) {
    return OperatorProcess.start(access, folder, name, Map.of("JDK_JAVA_OPTIONS", HEAP));
  }
}
