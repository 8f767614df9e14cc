package io.securitybaseline.testing;

import io.fabric8.kubernetes.client.Config;
import io.securitybaseline.controlplane.ControlPlane;

/**
 * Who the operator is to the API server: the chart's account with the chart's rights.
 *
 * @param user the name in the audit log
 * @param namespace where its lease lives
 * @param kubeconfig as YAML
 */
public record OperatorAccess(String user, String namespace, String kubeconfig) {

  public static OperatorAccess to(ControlPlane controlPlane) {
    return to(controlPlane, "{}");
  }

  /** The access that the chart gives with these values, as YAML. */
  public static OperatorAccess to(ControlPlane controlPlane, String chartValues) {
    ChartRbac chart = ChartRbac.applyTo(controlPlane, Chart.render(chartValues));
    return new OperatorAccess(
        "system:serviceaccount:%s:security-baseline-operator".formatted(chart.namespace()),
        chart.namespace(),
        chart.kubeconfig());
  }

  public Config config() {
    return Config.fromKubeconfig(kubeconfig);
  }
}
