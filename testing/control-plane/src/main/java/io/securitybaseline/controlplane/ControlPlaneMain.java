package io.securitybaseline.controlplane;

import java.util.concurrent.CountDownLatch;

/** Starts a control plane, prints what a shell needs to talk to it, and stays until Ctrl-C. */
public final class ControlPlaneMain {

  private ControlPlaneMain() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws InterruptedException {
    ControlPlane controlPlane = ControlPlane.builder().withAuditLog().start();
    System.out.println("export KUBECONFIG=" + controlPlane.kubeconfigFile());
    System.out.println("# kubectl: " + controlPlane.kubectlPath());
    System.out.println("# " + controlPlane.apiServerUrl() + " until Ctrl-C");
    new CountDownLatch(1).await();
  }
}
