package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.UnevaluatedNamespaces;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Recording;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No pod hides in a namespace that is not evaluated: the status names the namespace. */
class UnevaluatedNamespacesIT {

  private static final int PODS = 10;

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private final KubernetesClient client = operator.cluster().client();

  @Test
  void thoseWithPodsAreNamedAndTheirPodsAreNotReportedOneByOne() {
    namespaces.createAs("dapr-system", Map.of());
    namespaces.createAs("azureml", Map.of());
    String sandbox = namespaces.create("sandbox");
    operator
        .baseline()
        .applyAndSettle(Specs.AUDIT_ON_CALICO + "namespaces: {exclude: [\"sandbox-*\"]}\n");
    int others = system().withPods();
    assertThat(system().names()).doesNotContain("dapr-system", "azureml");
    assertThat(excluded()).isEqualTo(new UnevaluatedNamespaces(1, 0, List.of()));

    createPod("dapr-system", 0);
    createPod(sandbox, 0);
    eventually(() -> {
      assertThat(system().names()).contains("dapr-system").isSorted();
      assertThat(system().withPods()).isEqualTo(others + 1);
      assertThat(excluded()).isEqualTo(new UnevaluatedNamespaces(1, 1, List.of(sandbox)));
    });

    Recording<SecurityBaseline> written = new Recording<>();
    Recording<Pod> pods = new Recording<>();
    try (Watch _ = client.resources(SecurityBaseline.class).watch(written);
        Watch _ = client.pods().inNamespace("dapr-system").watch(pods)) {
      for (int i = 1; i < PODS; i++) {
        createPod("dapr-system", i);
      }
      eventually(() -> assertThat(pods.reported()).hasSizeGreaterThanOrEqualTo(PODS));
      createPod("azureml", 0);
      eventually(() -> assertThat(system().names()).contains("azureml"));
      eventually(() ->
          assertThat(Objects.requireNonNull(written.objects().getLast().getStatus()).toString())
              .contains("azureml"));
    }
    assertThat(written.objects()).as("one was there, and one was written").hasSize(2);

    client.pods().inNamespace("dapr-system").withGracePeriod(0).delete();
    eventually(() -> assertThat(system().names()).doesNotContain("dapr-system"));
    client.pods().inNamespace("azureml").withGracePeriod(0).delete();
  }

  private static UnevaluatedNamespaces system() {
    return Objects.requireNonNull(operator.baseline().instanceMetadata().systemNamespaces());
  }

  private static UnevaluatedNamespaces excluded() {
    return Objects.requireNonNull(operator.baseline().instanceMetadata().excludedNamespaces());
  }

  private void createPod(String namespace, int number) {
    client
        .resource(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: hidden-%d, namespace: %s}
            spec:
              automountServiceAccountToken: false
              containers: [{name: web, image: none}]
            """
                .formatted(number, namespace))
        .create();
  }
}
