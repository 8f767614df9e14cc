package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Policies that a tenant writes so that evaluating them takes forever. */
class HostilePoliciesIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void theirNamespaceIsUnknownAtMostAndEveryOtherIsEvaluated() {
    List<String> others = namespaces.create("ordinary", 3);
    String labels = namespaces.create("labels");
    create(LargePolicies.withLabels(labels, "l", 100_000));
    String exceptions = namespaces.create("exceptions");
    create(LargePolicies.withExceptions(exceptions, "ninety-thousand", 90_000));
    String many = namespaces.create("many");
    for (int i = 0; i < 128; i++) {
      create(LargePolicies.withLabels(many, "p" + i, 100));
    }
    deployTo(many);

    // The watch may be seconds behind the API server with objects of this size.
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> assertThat(reasonsOn(labels)).containsExactly("TooComplex"));
    eventually(() -> assertThat(reasonsOn(many)).containsExactly("NotRestricted"));
    eventually(() -> assertThat(reasonsOn(exceptions)).isEmpty());
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);

    eventually(() -> assertThat(reasonsOn(labels)).containsExactly("TooComplex"));
    assertThat(operator.baseline().findingsOn(labels).getFirst().message())
        .contains("NetworkPolicy l ");
    eventually(() -> assertThat(namespaces.policy(many)).isPresent());
    assertThat(reasonsOn(exceptions)).isEmpty();
    eventually(() -> assertThat(operator.baseline().counts().pending()).isEqualTo(1));
    eventually(() ->
        assertThat(others).allSatisfy(name -> assertThat(namespaces.policy(name)).isPresent()));
    for (String hostile : List.of(labels, exceptions)) {
      assertThat(namespaces.policy(hostile)).isEmpty();
    }
    assertThat(operator.health()).isEqualTo(200);
  }

  @Test
  void whatIsInPlaceStaysUntilThePolicyIsGone() {
    String namespace = namespaces.create("tenant");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    NetworkPolicy ours = namespaces.policy(namespace).orElseThrow();

    create(LargePolicies.withLabels(namespace, "large", 10_000));

    eventually(() -> assertThat(reasonsOn(namespace)).containsExactly("TooComplex"));
    assertThat(namespaces.policy(namespace)).contains(ours);

    operator
        .cluster()
        .client()
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(namespace)
        .withName("large")
        .delete();

    eventually(() -> assertThat(reasonsOn(namespace)).isEmpty());
    assertThat(namespaces.policy(namespace)).contains(ours);
  }

  private void deployTo(String namespace) {
    operator
        .cluster()
        .apply(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: %s}
            spec:
              replicas: 0
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "example.com/web:1"}]}
            """
                .formatted(namespace));
  }

  private void create(NetworkPolicy policy) {
    LargePolicies.create(operator.cluster(), policy);
  }

  private static List<String> reasonsOn(String namespace) {
    return operator.baseline().findingsOn(namespace).stream()
        .map(finding -> finding.reason())
        .toList();
  }
}
