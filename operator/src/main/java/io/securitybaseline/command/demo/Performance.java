package io.securitybaseline.command.demo;

import io.fabric8.kubernetes.client.Config;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.OperatorConfig;
import io.securitybaseline.command.Logging;
import io.securitybaseline.command.RunningOperator;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.report.Metrics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/** The play on its control plane, from curtain to curtain. */
final class Performance {

  private final boolean once;

  /**
   * @param once end after the last step instead of staying up
   */
  Performance(boolean once) {
    this.once = once;
  }

  /** Gives the play; false if a step did not show what it said. */
  boolean give() throws InterruptedException {
    System.out.println("Starting etcd, kube-apiserver and kube-controller-manager ...");
    try (ControlPlane controlPlane = ControlPlane.start()) {
      Path log = controlPlane.dataFolder().resolve("operator.log");
      Logging.toFile(log);
      Stage stage = new Stage(controlPlane, System.out);
      stage.remark("The operator's log: " + log);
      boolean asPromised = play(controlPlane, stage);
      if (asPromised && !once) {
        stayUp(controlPlane);
      }
      return asPromised;
    }
  }

  private boolean play(ControlPlane controlPlane, Stage stage) {
    LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
    if (!Script.prepare(stage, Script.writeCluster(controlPlane.dataFolder(), today))) {
      return false;
    }
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RunningOperator operator =
        RunningOperator.start(
            OperatorConfig.local(),
            Config.fromKubeconfig(controlPlane.adminKubeconfig()),
            registry,
            new Metrics(registry, "demo"),
            Clock.systemUTC());
    stage.remark(
        "The operator runs in this process; metrics and health on http://localhost:%d/metrics"
            .formatted(operator.port()));
    boolean asPromised = Script.play(stage, today);
    if (once || !asPromised) {
      asPromised = asPromised && Script.undo(stage);
      operator.close();
      stage.remark(
          asPromised ? "Every step showed what it said." : "A step did not show what it said.");
    }
    return asPromised;
  }

  private static void stayUp(ControlPlane controlPlane) throws InterruptedException {
    System.out.printf(
        """

        It stays up until Ctrl-C. In another terminal:

          export KUBECONFIG=%s
          %s get sb -o wide

        To undo everything: kubectl delete securitybaseline default
        """,
        controlPlane.kubeconfigFile(), controlPlane.kubectlPath());
    new CountDownLatch(1).await();
  }
}
