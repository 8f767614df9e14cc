package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever another client does to a policy of the operator is repaired immediately, and nothing
 * else is touched.
 */
class DriftIT {

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().keepingTheBaseline();

  private final TestNamespaces namespaces = operator.namespaces();
  private String namespace = "";
  private NetworkPolicy intact = new NetworkPolicy();

  @BeforeEach
  void cover() {
    namespace = namespaces.create("drift");
    operator.baseline().apply(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    intact = namespaces.policy(namespace).orElseThrow();
  }

  @Test
  void anEditedSpecIsRepaired() {
    edit(
        namespaces.policyResource(namespace),
        policy -> policy.getSpec().getEgress().getFirst().setTo(null));

    eventuallyIntact();
  }

  @Test
  void aDeletedPolicyComesBack() {
    namespaces.policyResource(namespace).delete();

    eventuallyIntact();
    assertThat(namespaces.policy(namespace).orElseThrow().getMetadata().getUid())
        .isNotEqualTo(intact.getMetadata().getUid());
  }

  @ParameterizedTest
  @ValueSource(strings = {Ownership.MANAGED_BY, Ownership.OWNER_UID})
  void aRemovedLabelIsRestored(String label) {
    editLabels(labels -> labels.remove(label));

    eventuallyIntact();
  }

  @ParameterizedTest
  @ValueSource(strings = {Ownership.MANAGED_BY, Ownership.OWNER_UID})
  void aChangedLabelIsRestored(String label) {
    editLabels(labels -> labels.put(label, "somebody-else"));

    eventuallyIntact();
  }

  @Test
  void whoTakesOffBothLabelsHasTakenThePolicyFromUs() {
    editLabels(Map::clear);

    operator.baseline().delete();

    assertThat(namespaces.policy(namespace).orElseThrow().getMetadata().getUid())
        .isEqualTo(intact.getMetadata().getUid());
  }

  @Test
  void aLabelOfAnotherOwnerStays() {
    editLabels(labels -> labels.put("team", "blue"));
    edit(
        namespaces.policyResource(namespace),
        policy -> policy.getSpec().setPolicyTypes(List.of("Egress", "Ingress")));

    eventuallyIntact();
    assertThat(namespaces.policy(namespace).orElseThrow().getMetadata().getLabels())
        .containsEntry("team", "blue");
  }

  @Test
  void whatATenantsOwnPolicyAsksForIsNotCounted() {
    // With one alone, a status that still counts the one of the test before would look the same.
    namespaces.create("another");
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
    double before = driftRepaired();
    String theirs = "tenants-own";
    operator
        .cluster()
        .apply(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: %s, namespace: %s}
            spec: {podSelector: {}, policyTypes: [Egress]}
            """
                .formatted(theirs, namespace));
    eventually(() -> assertThat(namespaces.policy(namespace)).isEmpty());
    operator
        .cluster()
        .client()
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(namespace)
        .withName(theirs)
        .delete();
    eventuallyIntact();
    assertThat(driftRepaired()).isEqualTo(before);

    // One that is deleted before the operator has seen it in place is made again and not counted.
    eventually(() -> {
      namespaces.policyResource(namespace).delete();
      eventuallyIntact();
      assertThat(driftRepaired()).isGreaterThan(before);
    });
  }

  private static double driftRepaired() {
    return operator.metrics().stream()
        .filter(sample -> sample.startsWith("securitybaseline_drift_repaired_total{"))
        .mapToDouble(sample -> Double.parseDouble(sample.substring(sample.lastIndexOf(' '))))
        .sum();
  }

  private void editLabels(Consumer<Map<String, String>> edit) {
    edit(
        namespaces.policyResource(namespace),
        policy -> edit.accept(policy.getMetadata().getLabels()));
  }

  private void eventuallyIntact() {
    eventually(() -> {
      NetworkPolicy now = namespaces.policy(namespace).orElseThrow();
      assertThat(now.getSpec()).isEqualTo(intact.getSpec());
      assertThat(now.getMetadata().getLabels())
          .containsAllEntriesOf(Objects.requireNonNull(intact.getMetadata().getLabels()));
    });
  }
}
