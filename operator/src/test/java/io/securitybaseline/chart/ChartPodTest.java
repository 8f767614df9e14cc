package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.Manifests;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The operator's own pods hold to what it asks of others, and to AKS Deployment Safeguards. */
class ChartPodTest {
  private static final JsonNode POD = pod(Chart.render());
  private static final JsonNode CONTAINER = POD.at("/spec/containers/0");

  @Test
  void podSecurityRestricted() {
    assertThat(POD.at("/spec/containers")).hasSize(1);
    assertThat(POD.at("/spec").has("initContainers")).isFalse();
    assertThat(POD.at("/spec/securityContext"))
        .isEqualTo(
            Manifests.tree(
                """
                runAsNonRoot: true
                runAsUser: 65532
                runAsGroup: 65532
                fsGroup: 65532
                seccompProfile: {type: RuntimeDefault}
                """));
    assertThat(CONTAINER.at("/securityContext"))
        .isEqualTo(
            Manifests.tree(
                """
                allowPrivilegeEscalation: false
                privileged: false
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                capabilities: {drop: [ALL]}
                seccompProfile: {type: RuntimeDefault}
                """));
    for (var host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      assertThat(POD.at("/spec").has(host)).as(host).isFalse();
    }
    assertThat(POD.at("/spec/volumes"))
        .allSatisfy(volume -> assertThat(volume.has("emptyDir")).isTrue());
    assertThat(CONTAINER.at("/ports"))
        .allSatisfy(port -> assertThat(port.has("hostPort")).isFalse());
  }

  @Test
  void safeguardsResources() {
    for (var bound : List.of("requests", "limits")) {
      var quantities = CONTAINER.at("/resources/" + bound);
      assertThat(amount(quantities, "cpu")).as(bound).isGreaterThanOrEqualTo(amountOf("100m"));
      assertThat(amount(quantities, "memory")).as(bound).isGreaterThanOrEqualTo(amountOf("100Mi"));
    }
  }

  @Test
  void safeguardsProbes() {
    assertThat(probe("livenessProbe")).isEqualTo("/healthz http");
    assertThat(probe("startupProbe")).isEqualTo("/healthz http");
    assertThat(probe("readinessProbe")).isEqualTo("/readyz http");
    assertThat(CONTAINER.at("/ports/0/name").asText()).isEqualTo("http");
    assertThat(CONTAINER.at("/ports/0/containerPort").asInt()).isEqualTo(8080);
  }

  @Test
  void safeguardsImageTag() {
    assertThat(CONTAINER.at("/image").asText()).matches(".+:[0-9]+\\.[0-9]+\\.[0-9]+");
    assertThat(
            pod(Chart.render("image: {digest: 'sha256:" + "0".repeat(64) + "'}"))
                .at("/spec/containers/0/image")
                .asText())
        .endsWith(":0.1.0@sha256:" + "0".repeat(64));
  }

  @Test
  void safeguardsSpreadOfReplicas() {
    assertThat(POD.at("/spec").has("topologySpreadConstraints")).isFalse();

    var two = Chart.render("replicas: 2");
    var labels = pod(two).at("/metadata/labels");
    assertThat(pod(two).at("/spec/topologySpreadConstraints"))
        .hasSize(2)
        .allSatisfy(spread ->
            assertThat(spread.at("/labelSelector/matchLabels").properties())
                .allSatisfy(
                    label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue())));
    assertThat(two.only("PodDisruptionBudget").at("/spec/maxUnavailable").asInt()).isEqualTo(1);
  }

  @Test
  void noLabelThatAksReserves() {
    assertThat(Chart.render().objects().stream().map(object -> object.at("/metadata/labels")))
        .allSatisfy(ChartPodTest::hasNoLabelOfAks);
    hasNoLabelOfAks(POD.at("/metadata/labels"));
  }

  @Test
  void argumentsAndOwnName() {
    assertThat(
            StreamSupport.stream(CONTAINER.at("/args").spliterator(), false).map(JsonNode::asText))
        .containsExactly(
            "run",
            "--port=8080",
            "--leader-election",
            "--leader-election-namespace=$(POD_NAMESPACE)",
            "--log-format=json",
            "--log-level=info",
            "--workers=32",
            "--writes-per-second=0",
            "--startup-timeout=300",
            "--list-timeout=120");
    assertThat(CONTAINER.at("/env"))
        .isEqualTo(
            Manifests.tree(
                """
                - name: POD_NAMESPACE
                  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
                - name: POD_NAME
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
                """));
  }

  /** A trust store of the user's, for a cloud with a certificate authority of its own. */
  @Test
  void furtherVolumes() {
    JsonNode spec =
        pod(Chart.render(
                """
                extraVolumes: [{name: certs, secret: {secretName: trust-store}}]
                extraVolumeMounts: [{name: certs, mountPath: /certs, readOnly: true}]
                """))
            .at("/spec");

    assertThat(spec.at("/volumes/1/secret/secretName").asText()).isEqualTo("trust-store");
    assertThat(spec.at("/containers/0/volumeMounts/1/mountPath").asText()).isEqualTo("/certs");
  }

  private static JsonNode pod(Manifests chart) {
    return chart.only("Deployment").at("/spec/template");
  }

  private static void hasNoLabelOfAks(JsonNode labels) {
    assertThat(labels.properties())
        .isNotEmpty()
        .noneMatch(label -> label.getKey().contains("kubernetes.azure.com/"));
  }

  private static String probe(String name) {
    var get = CONTAINER.at("/" + name + "/httpGet");
    return get.at("/path").asText() + " " + get.at("/port").asText();
  }

  private static BigDecimal amount(JsonNode quantities, String resource) {
    return amountOf(quantities.at("/" + resource).asText());
  }

  private static BigDecimal amountOf(String quantity) {
    return Quantity.getAmountInBytes(Quantity.parse(quantity));
  }
}
