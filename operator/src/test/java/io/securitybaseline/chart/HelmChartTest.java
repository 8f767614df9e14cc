package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.Manifests;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart renders, and what it rejects. */
class HelmChartTest {
  private static final String EVERY_OPTION =
      GeneratedFile.read("operator/src/test/resources/chart/every-option.yaml");

  @Test
  void lintFindsNothing() {
    var result = Chart.helm().lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
  }

  @Test
  void byDefaultItInstallsNothingThatNeedsAnotherOperator() {
    assertThat(Chart.render().kinds())
        .containsExactly(
            "ClusterRole",
            "ClusterRoleBinding",
            "CustomResourceDefinition",
            "Deployment",
            "Lease",
            "NetworkPolicy",
            "Role",
            "Role",
            "Role",
            "RoleBinding",
            "RoleBinding",
            "RoleBinding",
            "Service",
            "ServiceAccount");
  }

  @Test
  void everyOptionRenders() {
    assertThat(Chart.render(EVERY_OPTION).kinds())
        .contains("ConfigMap", "PodDisruptionBudget", "PrometheusRule", "ServiceMonitor")
        .hasSize(18);
  }

  @Test
  void everyObjectCarriesTheCommonLabels() {
    assertThat(Chart.render(EVERY_OPTION).objects())
        .allSatisfy(object -> {
          assertThat(object.at("/metadata/labels/team").asText()).isEqualTo("platform");
          assertThat(object.at("/metadata/labels/app.kubernetes.io~1managed-by").asText())
              .isEqualTo("Helm");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica: 2                                          | replica
          operator: {logFormt: json}                          | logFormt
          operator: {logFormat: xml}                          | logFormat
          image: {tag: latest}                                | tag
          podLabels: {kubernetes.azure.com/managedby: me}     | kubernetes.azure.com
          workloadIdentity: {clientId: not-a-guid}            | clientId
          replicas: two                                       | replicas
          prometheusRule: {disabled: [NoSuchAlert]}           | disabled
          """)
  void schemaRejects(String values, String named) {
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(named);
  }

  @Test
  void crdIsACopyOfTheGeneratedOne() {
    var name = "securitybaselines.securitybaseline.io.yaml";
    var generated = GeneratedFile.read("crds/" + name);

    GeneratedFile.assertCurrent(Chart.PATH + "/files/crds/" + name, generated);
    var crd = Chart.render().only("CustomResourceDefinition");
    assertThat(crd.at("/spec")).isEqualTo(Manifests.tree(generated).at("/spec"));
    assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText()).isEqualTo("keep");
  }

  @Test
  void crdMayBeInstalledByOthersOrBeDroppedWithTheChart() {
    assertThat(Chart.render("crds: {install: false}").kinds())
        .doesNotContain("CustomResourceDefinition");
    assertThat(
            Chart.render("crds: {keep: false}")
                .only("CustomResourceDefinition")
                .at("/metadata/annotations")
                .has("helm.sh/resource-policy"))
        .isFalse();
  }

  @Test
  void workloadIdentityMarksAccountAndPods() {
    var chart = Chart.render(EVERY_OPTION);
    var pod = chart.only("Deployment").at("/spec/template/metadata/labels");

    assertThat(pod.get("azure.workload.identity/use").asText()).isEqualTo("true");
    assertThat(
            chart
                .only("ServiceAccount")
                .at("/metadata/annotations")
                .get("azure.workload.identity/client-id")
                .asText())
        .isEqualTo("11111111-2222-3333-4444-555555555555");
    assertThat(Chart.render().only("ServiceAccount").at("/metadata").has("annotations")).isFalse();
  }

  @Test
  void ownPodsAreLetOutOnThesePortsOnlyWhereverTo() {
    var policy = Chart.render().only("NetworkPolicy").at("/spec");

    assertThat(policy.at("/policyTypes")).isEqualTo(Manifests.tree("[Ingress, Egress]"));
    assertThat(ports(policy.at("/ingress"))).containsExactly(8080);
    assertThat(ports(policy.at("/egress")))
        .as("port 80 is where instance metadata answers")
        .containsExactly(53, 53, 443, 6443);
  }

  @Test
  void monitorFindsTheService() {
    var chart = Chart.render(EVERY_OPTION);
    var wanted = chart.only("ServiceMonitor").at("/spec/selector/matchLabels");
    var labels = chart.only("Service").at("/metadata/labels");

    assertThat(wanted.properties())
        .isNotEmpty()
        .allSatisfy(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
    assertThatThrownBy(
            () -> Chart.render("{service: {create: false}, serviceMonitor: {enabled: true}}"))
        .hasMessageContaining("serviceMonitor.enabled needs service.create");
  }

  private static List<Integer> ports(JsonNode rules) {
    return StreamSupport.stream(rules.spliterator(), false)
        .flatMap(rule -> StreamSupport.stream(rule.at("/ports").spliterator(), false))
        .map(port -> port.at("/port").asInt())
        .toList();
  }
}
