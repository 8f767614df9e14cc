package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.securitybaseline.testing.OperatorUnderTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Evidence that workloads use the instance metadata service, with the rights of the chart. */
class MetadataUsersIT {

  private static final String CLIENT_ID = "azure.workload.identity/client-id";
  private static final String USE = "azure.workload.identity/use";

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final KubernetesClient client = operator.cluster().client();

  @AfterEach
  void deleteBaseline() {
    operator.baseline().delete();
  }

  @Test
  void anIdentityOfTheAccountIsEvidenceUntilThePodHasTheLabel() {
    String namespace = operator.namespaces().create("identity");
    operator
        .cluster()
        .write(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: api, namespace: %s}
            """
                .formatted(namespace));
    operator
        .cluster()
        .write(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: api, namespace: %s}
            spec:
              selector: {matchLabels: {app: api}}
              template:
                metadata: {labels: {app: api}}
                spec: {serviceAccountName: api, containers: [{name: api, image: "shop/api:1"}]}
            """
                .formatted(namespace));
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    assertThat(evidence()).isEmpty();

    edit(account(namespace), it -> it.getMetadata().setAnnotations(Map.of(CLIENT_ID, "a-guid")));
    eventually(
        () -> assertThat(evidence()).containsExactly("MayUseInstanceMetadata: in 1 namespace"));

    edit(
        deployment(namespace),
        it -> it.getSpec().getTemplate().getMetadata().getLabels().put(USE, "true"));
    eventually(() -> assertThat(evidence()).isEmpty());
  }

  private static List<String> evidence() {
    return Objects.requireNonNullElse(
            operator.baseline().instanceMetadata().notes(), List.<String>of())
        .stream()
        .filter(note -> note.startsWith("MayUseInstanceMetadata"))
        .toList();
  }

  private Resource<ServiceAccount> account(String namespace) {
    return client.serviceAccounts().inNamespace(namespace).withName("api");
  }

  private Resource<Deployment> deployment(String namespace) {
    return client.resources(Deployment.class).inNamespace(namespace).withName("api");
  }
}
