package io.securitybaseline.demo;

import io.securitybaseline.controlplane.ControlPlane;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/** All steps of the demo on a control plane of its own. */
final class DemoRun {

  private final boolean once;

  /**
   * @param once end after the last step instead of staying up
   */
  DemoRun(boolean once) {
    this.once = once;
  }

  /** Runs every step; false if a step did not show what it promises. */
  boolean execute() throws InterruptedException {
    System.out.println("Starting etcd, kube-apiserver and kube-controller-manager ...");
    try (ControlPlane controlPlane = ControlPlane.start()) {
      Stage stage = new Stage(controlPlane, System.out);
      LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
      return Script.prepare(stage, Script.writeCluster(controlPlane.dataFolder(), today))
          && withOperator(controlPlane, stage, today);
    }
  }

  private boolean withOperator(ControlPlane controlPlane, Stage stage, LocalDate today)
      throws InterruptedException {
    Path log = controlPlane.dataFolder().resolve("operator.log");
    try (OperatorProcess operator = OperatorProcess.start(controlPlane.kubeconfigFile(), log)) {
      stage.remark("The operator's log: " + log);
      stage.remark(
          "Its metrics and health: http://localhost:%d/metrics".formatted(operator.port()));
      boolean shown = Script.play(stage, today);
      if (shown && !once) {
        stayUp(controlPlane);
      }
      shown = shown && Script.undo(stage);
      stage.remark(
          shown
              ? "Every step showed the expected output."
              : "A step did not show the expected output.");
      return shown;
    }
  }

  private static void stayUp(ControlPlane controlPlane) throws InterruptedException {
    System.out.printf(
        """

        The control plane and the operator stay up until Ctrl-C. In another terminal:

          export KUBECONFIG=%s
          %s get sb -o wide

        To undo everything: kubectl delete securitybaseline default
        """,
        controlPlane.kubeconfigFile(), controlPlane.kubectlPath());
    new CountDownLatch(1).await();
  }
}
