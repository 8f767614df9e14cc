package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.reconcile.OperatorConfig;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.ProgramRun;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two releases in two namespaces, and a third operator without leader election: one acts. */
class TwoReleasesIT {

  @TempDir private Path folder;

  @Test
  void oneReleaseActsAndTheOtherBecomesActiveWhenItIsRemoved() throws IOException {
    try (ControlPlane controlPlane = ControlPlane.builder().withoutControllerManager().start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      OperatorAccess chart = OperatorAccess.to(controlPlane);
      OperatorAccess admin = new OperatorAccess("", "default", controlPlane.adminKubeconfig());
      TestNamespaces namespaces = new TestNamespaces(cluster.client());
      String namespace = namespaces.create("led");
      cluster.baseline().apply(Specs.ENFORCE_ON_CALICO);

      try (OperatorProcess first = OperatorProcess.startWithLease(chart, folder, "first")) {
        eventually(() -> assertThat(holder(cluster)).isEqualTo(chart.namespace() + "/first"));
        try (OperatorProcess second = OperatorProcess.startWithLease(admin, folder, "second")) {
          second.awaitLog("another release of the operator acts in this cluster");
          assertThat(second.log()).contains("holder=\"" + chart.namespace() + "/first\"");
          cluster.baseline().awaitReady();
          eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
          assertThat(cluster.leader(admin)).as("the lease of its own").isEqualTo("second");
          assertThat(second.hasActed()).isFalse();
          eventually(() -> assertThat(readiness(second)).isEqualTo(503));
          assertRefusesToRunBeside(admin);

          first.kill();
          namespaces.policyResource(namespace).delete();

          eventually(() -> assertThat(holder(cluster)).isEqualTo("default/second"));
          eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
          assertThat(readiness(second)).isEqualTo(200);
        }
      }
    }
  }

  /** What a user types to try it from outside the cluster. */
  private void assertRefusesToRunBeside(OperatorAccess admin) throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("admin"), admin.kubeconfig());

    ProgramRun run = ProgramRun.of(kubeconfig, "run", "--port", "0");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("/first already acts in this cluster", "--force")
        .doesNotContain("operator ready");
  }

  private static int readiness(OperatorProcess operator) throws IOException {
    URL url = operator.url("/readyz");
    return ((HttpURLConnection) url.openConnection()).getResponseCode();
  }

  private static String holder(TestCluster cluster) {
    return cluster
        .client()
        .leases()
        .inNamespace(OperatorConfig.CLUSTER_LEASE.namespace())
        .withName(OperatorConfig.CLUSTER_LEASE.name())
        .require()
        .getSpec()
        .getHolderIdentity();
  }
}
