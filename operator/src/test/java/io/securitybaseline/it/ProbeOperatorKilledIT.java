package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.facts.probe.ProbeResult;
import io.securitybaseline.testing.LiveNodePool;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.ProbeKubelet;
import io.securitybaseline.testing.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators that are killed while a probe runs, and after it ended. */
class ProbeOperatorKilledIT {

  private static final String AUDIT =
      "{mode: Audit, instanceMetadata: {engine: Calico, verification: Probe}}";

  @TempDir private Path folder;

  @Test
  void theNextOneTakesUpTheProbeAndLeavesNoPod() {
    try (ControlPlane controlPlane = ControlPlane.builder().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      OperatorAccess access = probing(cluster);
      ProbeKubelet kubelet = new ProbeKubelet(cluster.client());

      Pod pod;
      try (OperatorProcess _ = start(access, "first")) {
        pod = kubelet.awaitPod("np1");
      }
      try (OperatorProcess second = start(access, "second")) {
        second.awaitReady();
        eventually(() -> assertThat(result(cluster)).isEqualTo("NotProbed"));
        assertThat(kubelet.pods())
            .singleElement()
            .satisfies(
                it -> assertThat(it.getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid()));
      }

      kubelet.end(pod, ProbeResult.blocked("connections time out"));
      try (OperatorProcess third = start(access, "third")) {
        third.awaitReady();
        eventually(() -> assertThat(result(cluster)).isEqualTo("Blocked"));
        eventually(() -> assertThat(kubelet.pods()).isEmpty());
      }
    }
  }

  /** The spec changed while no operator ran, so that nothing waits for the pod any more. */
  @Test
  void theNextOneDeletesAPodThatIsNoLongerWanted() {
    try (ControlPlane controlPlane = ControlPlane.builder().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      OperatorAccess access = probing(cluster);
      ProbeKubelet kubelet = new ProbeKubelet(cluster.client());
      try (OperatorProcess _ = start(access, "first")) {
        kubelet.awaitPod("np1");
      }

      cluster.baseline().apply("{mode: Audit, instanceMetadata: {engine: Calico}}");
      try (OperatorProcess next = start(access, "next")) {
        next.awaitReady();
        eventually(() -> assertThat(kubelet.pods()).isEmpty());
      }
    }
  }

  /**
   * The rights of the chart with probes, in a cluster with a pool and a baseline that probes it.
   */
  private static OperatorAccess probing(TestCluster cluster) {
    OperatorAccess access = OperatorAccess.to(cluster.controlPlane(), "{probe: {enabled: true}}");
    new LiveNodePool(cluster.client(), "np1").create(0, "AKSUbuntu-2204gen2containerd-202611.17.0");
    cluster.baseline().apply(AUDIT);
    return access;
  }

  private static String result(TestCluster cluster) {
    return SecurityBaselineStatus.probesOf(cluster.baseline().status()).stream()
        .filter(probe -> probe.pool().equals("np1"))
        .findFirst()
        .orElseThrow()
        .result();
  }

  private OperatorProcess start(OperatorAccess access, String name) {
    return OperatorProcess.start(access, folder, name, "--probe-image", "operator:test");
  }
}
