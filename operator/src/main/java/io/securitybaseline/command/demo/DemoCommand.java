package io.securitybaseline.command.demo;

import io.fabric8.kubernetes.client.Config;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.OperatorConfig;
import io.securitybaseline.command.Logging;
import io.securitybaseline.command.RunningOperator;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.report.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the main job on a control plane of its own. */
@Command(
    name = "demo",
    description = "Shows the main job on an embedded Kubernetes control plane.",
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

  @Option(names = "--once", description = "End after the last step instead of staying up.")
  private boolean once;

  @Override
  public Integer call() throws InterruptedException {
    if (!Files.isRegularFile(Path.of("examples/securitybaseline-audit.yaml"))) {
      System.err.println("demo: examples/ is not here: run ./demo in the project's own folder");
      return 2;
    }
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
      return asPromised ? 0 : 1;
    }
  }

  private boolean play(ControlPlane controlPlane, Stage stage) {
    if (!Script.prepare(stage, Script.writeCluster(controlPlane.dataFolder()))) {
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
    boolean asPromised = Script.play(stage);
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
