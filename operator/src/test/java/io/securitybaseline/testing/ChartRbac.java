package io.securitybaseline.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.securitybaseline.controlplane.ControlPlane;
import java.util.Set;

/**
 * The identity the operator has in a cluster: the chart's ServiceAccount with exactly the rights of
 * the chart's roles. A test that works with it proves that the chart grants enough.
 *
 * @param namespace where the account and the leader lease are
 * @param kubeconfig as YAML, with a token of the account
 */
public record ChartRbac(String namespace, String kubeconfig) {
  private static final Set<String> KINDS =
      Set.of(
          "Namespace",
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "Lease");
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("chart-rbac-of-tests")
          .withForce(true)
          .build();

  /**
   * Applies account, roles, bindings and lease as the chart renders them; may be called repeatedly.
   */
  public static ChartRbac applyTo(ControlPlane controlPlane) {
    return applyTo(controlPlane, Chart.render());
  }

  static ChartRbac applyTo(ControlPlane controlPlane, Manifests chart) {
    var account = chart.only("ServiceAccount").at("/metadata/name").asText();
    var admin = Config.fromKubeconfig(controlPlane.adminKubeconfig());
    try (var client = new KubernetesClientBuilder().withConfig(admin).build()) {
      client.resource(ownNamespace()).patch(APPLY);
      for (var object : chart.objects()) {
        if (KINDS.contains(object.at("/kind").asText())) {
          client.resource(Manifests.yaml(object)).patch(APPLY);
        }
      }
    }
    return new ChartRbac(
        Chart.NAMESPACE, controlPlane.kubeconfigForServiceAccount(Chart.NAMESPACE, account));
  }

  /** What a client needs to act as the operator. */
  public Config config() {
    return Config.fromKubeconfig(kubeconfig);
  }

  private static HasMetadata ownNamespace() {
    return new NamespaceBuilder().withNewMetadata().withName(Chart.NAMESPACE).endMetadata().build();
  }
}
