package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.Manifests;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The node problem detector that the chart can bring: off by default, and with little power. */
class NodeProblemDetectorTest {
  private static final Manifests CHART = Chart.render("nodeProblemDetector: {enabled: true}");
  private static final JsonNode POD = CHART.only("DaemonSet").at("/spec/template/spec");
  private static final JsonNode CONTAINER = POD.at("/containers/0");
  private static final String NAME = "security-baseline-operator-npd";

  @Test
  void itIsOffByDefault() {
    assertThat(Chart.render().kinds()).doesNotContain("DaemonSet");
  }

  @Test
  void itIsTheImageAsPublishedAtOneVersion() {
    assertThat(CONTAINER.at("/image").asText())
        .matches("registry\\.k8s\\.io/node-problem-detector/node-problem-detector:v[0-9.]+");
    String digest = "sha256:" + "0".repeat(64);
    assertThat(
            Chart.render("nodeProblemDetector: {enabled: true, image: {digest: '" + digest + "'}}")
                .only("DaemonSet")
                .at("/spec/template/spec/containers/0/image")
                .asText())
        .endsWith("@" + digest);
  }

  @Test
  void itRunsOnLinuxOnly() {
    assertThat(POD.at("/nodeSelector")).isEqualTo(Manifests.tree("{kubernetes.io/os: linux}"));
  }

  @Test
  void itIsNotRootAndCanWriteNothing() {
    assertThat(POD.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(CONTAINER.at("/securityContext"))
        .isEqualTo(
            Manifests.tree(
                """
                allowPrivilegeEscalation: false
                privileged: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
                """));
    assertThat(CONTAINER.at("/volumeMounts"))
        .isNotEmpty()
        .allSatisfy(mount -> assertThat(mount.at("/readOnly").asBoolean()).isTrue());
    for (String host : new String[] {"hostNetwork", "hostPID", "hostIPC"}) {
      assertThat(POD.has(host)).as(host).isFalse();
    }
  }

  /** A mounted file that is replaced stays as it was, and one that is missing fails the pod. */
  @Test
  void ofTheHostItSeesOneDirectory() {
    assertThat(StreamSupport.stream(POD.at("/volumes").spliterator(), false))
        .filteredOn(volume -> volume.has("hostPath"))
        .singleElement()
        .satisfies(volume ->
            assertThat(volume.at("/hostPath"))
                .isEqualTo(Manifests.tree("{path: /var/run, type: Directory}")));
  }

  @Test
  void itHasAnAccountOfItsOwnWithFewRights() {
    assertThat(POD.at("/serviceAccountName").asText()).isEqualTo(NAME);
    assertThat(CHART.all("ClusterRole"))
        .filteredOn(role -> role.at("/metadata/name").asText().equals(NAME))
        .singleElement()
        .satisfies(role ->
            assertThat(role.at("/rules"))
                .isEqualTo(
                    Manifests.tree(
                        """
                        - {apiGroups: [""], resources: [nodes], verbs: [get]}
                        - {apiGroups: [""], resources: [nodes/status], verbs: [patch]}
                        - {apiGroups: [""], resources: [events], verbs: [create, patch]}
                        """)));
  }

  @Test
  void itIsNotTakenForTheOperator() {
    JsonNode labels = CHART.only("DaemonSet").at("/spec/template/metadata/labels");
    JsonNode operators = CHART.only("Deployment").at("/spec/selector/matchLabels");

    assertThat(operators.properties())
        .anySatisfy(label -> assertThat(labels.get(label.getKey())).isNotEqualTo(label.getValue()));
  }

  @Test
  void theScriptsAreThoseThatAreTested() {
    JsonNode data = CHART.only("ConfigMap").at("/data");

    for (String file : new String[] {"check-reboot-required.sh", "reboot-required.json"}) {
      assertThat(data.get(file).asText().strip())
          .isEqualTo(
              GeneratedFile.read(Chart.PATH + "/files/node-problem-detector/" + file).strip());
    }
    assertThat(Manifests.tree(data.get("reboot-required.json").asText()).at("/rules/0/path"))
        .isEqualTo(Manifests.tree("/config/check-reboot-required.sh"));
  }

  @Test
  void itMayLiveInANamespaceOfItsOwn() {
    Manifests chart = Chart.render("nodeProblemDetector: {enabled: true, namespace: node-health}");

    assertThat(chart.only("DaemonSet").at("/metadata/namespace").asText()).isEqualTo("node-health");
    assertThat(chart.only("ConfigMap").at("/metadata/namespace").asText()).isEqualTo("node-health");
    assertThat(chart.only("Deployment").at("/metadata/namespace").asText())
        .isEqualTo(Chart.NAMESPACE);
    assertThat(chart.only("ValidatingAdmissionPolicy").at("/spec/matchConditions/0/expression"))
        .hasToString(
            "\"request.userInfo.username == \\\"system:serviceaccount:node-health:"
                + NAME
                + "\\\"\"");
  }

  @Test
  void theTableOfEndsOfLifeIsMountedOnRequest() {
    JsonNode pod =
        Chart.render("operator: {endOfLifeConfigMap: my-table, metricsPerNode: true}")
            .only("Deployment")
            .at("/spec/template/spec");

    assertThat(pod.at("/containers/0/args").toString())
        .contains(
            "--end-of-life-file=/etc/security-baseline-operator/end-of-life.yaml",
            "--metrics-per-node");
    assertThat(pod.at("/volumes/1/configMap/name").asText()).isEqualTo("my-table");
    assertThat(pod.at("/volumes/1/configMap/optional").asBoolean()).isTrue();
    assertThat(pod.at("/containers/0/volumeMounts/1/mountPath").asText())
        .isEqualTo("/etc/security-baseline-operator");
  }
}
