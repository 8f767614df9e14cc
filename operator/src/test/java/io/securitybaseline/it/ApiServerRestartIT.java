package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that goes away in the middle of the work. */
class ApiServerRestartIT {

  private static final int NAMESPACES = 90;

  @TempDir private Path folder;

  @Test
  void everythingIsCoveredInTheEndAndTheOperatorNeverExits() throws Exception {
    try (ControlPlane controlPlane = ControlPlane.builder().withoutControllerManager().start();
        TestCluster cluster = TestCluster.on(controlPlane);
        OperatorProcess operator =
            OperatorProcess.start(OperatorAccess.to(controlPlane), folder, "operator")) {
      TestNamespaces namespaces = new TestNamespaces(cluster.client());
      cluster.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
      assertAnOutageIsALineAndItsEndAnother(controlPlane, operator);

      List<String> names = createWhileTheServerFalls(controlPlane, namespaces);

      eventually(() ->
          assertThat(namespaces.allPolicies())
              .extracting(policy -> policy.getMetadata().getNamespace())
              .containsAll(names)
              .hasSameSizeAs(namespaces.living()));
      eventually(() ->
          assertThat(cluster.baseline().counts().restricted())
              .isEqualTo(namespaces.living().size()));
      assertThat(operator.isAlive()).isTrue();
    }
  }

  /** As the chart runs it: without the lease it ends, and the kubelet starts it again. */
  @Test
  void anOperatorWithALeaseIsStartedAgainOnceAndWaits() throws Exception {
    try (ControlPlane controlPlane = ControlPlane.builder().withoutControllerManager().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      OperatorAccess access = OperatorAccess.to(controlPlane);
      TestNamespaces namespaces = new TestNamespaces(cluster.client());
      cluster.baseline().apply(Specs.ENFORCE_ON_CALICO);
      try (OperatorProcess first = leading(access, "first")) {
        cluster.baseline().awaitReady();
        controlPlane.killApiServer();
        eventually(() -> assertThat(first.isAlive()).isFalse());
        assertThat(first.log()).contains("the leader lease was lost");
      }
      try (OperatorProcess second = leading(access, "second")) {
        second.awaitLog("waiting for the API server");
        controlPlane.startApiServer();
        String namespace = namespaces.create("later");
        eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  /** All fourteen watches are cut and fail to come back for a while. */
  private static void assertAnOutageIsALineAndItsEndAnother(
      ControlPlane controlPlane, OperatorProcess operator) {
    String before = operator.log();
    double failed = operator.requestsThatFailed();
    controlPlane.killApiServer();
    eventually(() -> assertThat(operator.requestsThatFailed()).isGreaterThan(failed + 100));
    controlPlane.startApiServer();
    operator.awaitLog("the API server can be reached again");
    assertThat(operator.log().substring(before.length()).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("WARN  the API server cannot be reached"),
            line -> assertThat(line).contains("INFO  the API server can be reached again"));
  }

  private OperatorProcess leading(OperatorAccess access, String name) {
    return OperatorProcess.startWithLease(access, folder, name, "--startup-timeout", "300");
  }

  private static List<String> createWhileTheServerFalls(
      ControlPlane controlPlane, TestNamespaces namespaces)
      throws InterruptedException, ExecutionException {
    List<String> names =
        IntStream.range(0, NAMESPACES).mapToObj(i -> TestNamespaces.unusedName("storm")).toList();
    AtomicInteger created = new AtomicInteger();
    try (ExecutorService creator = Executors.newSingleThreadExecutor()) {
      Future<?> creation =
          creator.submit(() ->
              names.forEach(name -> {
                eventually(() -> createOnce(namespaces, name));
                created.incrementAndGet();
              }));
      for (int fall = 1; fall <= 2; fall++) {
        int before = fall * NAMESPACES / 3;
        eventually(() -> assertThat(created.get()).isGreaterThan(before));
        controlPlane.killApiServer();
        controlPlane.startApiServer();
      }
      creation.get();
    }
    return names;
  }

  /** A server that is killed may have done what it did not answer. */
  private static void createOnce(TestNamespaces namespaces, String name) {
    try {
      namespaces.createAs(name, Map.of());
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(409);
    }
  }
}
