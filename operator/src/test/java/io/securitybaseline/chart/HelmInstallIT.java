package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.Manifests;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chart in a real API server, through the life of a release. */
class HelmInstallIT {
  private static final String CRD = "securitybaselines.securitybaseline.io";
  private static final String WITH_BASELINE = "baseline: {create: true}";
  private static final String TWO_AND_ENFORCE =
      "{replicas: 2, baseline: {create: true, spec: {mode: Enforce}}}";

  /** One of its own: a release takes the whole cluster, other tests share theirs. */
  private static ControlPlane controlPlane;

  private static KubernetesClient client;

  @BeforeAll
  static void startEmptyCluster() {
    controlPlane = ControlPlane.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(controlPlane.adminKubeconfig()))
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    controlPlane.close();
  }

  @Test
  void aReleaseFromInstallationToRemovalAndBack() {
    var kubeconfig = controlPlane.adminKubeconfig();

    assertThat(Chart.install(kubeconfig, WITH_BASELINE)).contains("in mode Audit");
    var created = baseline().get();
    assertThat(mode(created)).isEqualTo("Audit");
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(1);

    assertThat(Chart.upgrade(kubeconfig, TWO_AND_ENFORCE))
        .contains("the chart does not change a baseline that exists");
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(2);
    var budgets = client.policy().v1().podDisruptionBudget().inNamespace(Chart.NAMESPACE);
    assertThat(budgets.list().getItems()).hasSize(1);
    assertUntouched(created);
    assertThatThrownBy(() -> Chart.installBeside(kubeconfig, "second", "elsewhere"))
        .hasMessageContaining(
            "release security-baseline-system/security-baseline-operator of"
                + " security-baseline-operator is installed in this cluster");

    Chart.uninstall(kubeconfig);
    assertThat(client.apps().deployments().inNamespace(Chart.NAMESPACE).list().getItems())
        .isEmpty();
    assertThat(client.apiextensions().v1().customResourceDefinitions().withName(CRD).get())
        .as("kept")
        .isNotNull();
    assertUntouched(created);

    Chart.install(kubeconfig, TWO_AND_ENFORCE);
    assertUntouched(created);

    client.resource(created).delete();
    Chart.upgrade(kubeconfig, TWO_AND_ENFORCE);
    assertThat(mode(baseline().get())).isEqualTo("Enforce");
    Chart.uninstall(kubeconfig);
  }

  @Test
  void podsPassTheRestrictedStandardByTheApiServersOwnVerdict() {
    var namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("restricted")
            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
            .addToLabels("pod-security.kubernetes.io/enforce-version", "latest")
            .endMetadata()
            .build();
    client.resource(namespace).create();
    var template = Manifests.yaml(Chart.render().only("Deployment").at("/spec/template"));
    var pod =
        new PodBuilder(client.getKubernetesSerialization().unmarshal(template, Pod.class))
            .editMetadata()
            .withName("as-the-chart-makes-it")
            .withNamespace("restricted")
            .endMetadata()
            .editSpec()
            .withServiceAccountName("default")
            .endSpec()
            .build();
    client
        .serviceAccounts()
        .inNamespace("restricted")
        .withName("default")
        .waitUntilCondition(Objects::nonNull, 30, TimeUnit.SECONDS);

    assertThatCode(() -> client.resource(pod).dryRun().create()).doesNotThrowAnyException();
    var privileged = new PodBuilder(pod).editSpec().withHostNetwork(true).endSpec().build();
    assertThatThrownBy(() -> client.resource(privileged).dryRun().create())
        .as("the standard is in force")
        .hasMessageContaining("violates PodSecurity");
  }

  private static Resource<GenericKubernetesResource> baseline() {
    return client
        .genericKubernetesResources("securitybaseline.io/v1alpha1", "SecurityBaseline")
        .withName("default");
  }

  private static String mode(GenericKubernetesResource baseline) {
    return baseline.get("spec", "mode");
  }

  private static void assertUntouched(GenericKubernetesResource created) {
    assertThat(baseline().get().getMetadata().getResourceVersion())
        .isEqualTo(created.getMetadata().getResourceVersion());
  }

  private static Deployment deployment() {
    return client.apps().deployments().inNamespace(Chart.NAMESPACE).withName(Chart.RELEASE).get();
  }
}
