package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.NamespaceCounts;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An engine that is installed while the operator runs. */
class AutoEngineIT {

  private static final String AGENT =
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: calico-node, namespace: kube-system}
      spec:
        selector: {matchLabels: {k8s-app: calico-node}}
        template:
          metadata: {labels: {k8s-app: calico-node}}
          spec:
            containers: [{name: calico-node, image: "registry.test/calico/node:v3.31.2"}]
      """;

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();

  @AfterEach
  void removeTheAgent() {
    operator
        .cluster()
        .client()
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("calico-node")
        .delete();
  }

  @Test
  void isReckonedWithOnceItsAgentIsThere() {
    String namespace = namespaces.create("auto");
    namespaces.createAs("calico-system", Map.of());
    operator.baseline().applyAndSettle("mode: Enforce");

    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    eventually(() ->
        assertThat(operator.baseline().condition("InstanceMetadataRestricted"))
            .hasValueSatisfying(condition -> {
              assertThat(condition.getStatus()).isEqualTo("Unknown");
              assertThat(condition.getMessage()).contains("no DaemonSet calico-node was seen");
            }));
    assertThat(operator.baseline().counts().restricted()).isZero();

    operator.cluster().apply(AGENT);

    eventually(() -> {
      assertThat(operator.baseline().instanceMetadata().engine()).isEqualTo("Calico");
      NamespaceCounts counts = operator.baseline().counts();
      assertThat(counts.restricted()).isEqualTo(counts.total()).isPositive();
    });
  }
}
