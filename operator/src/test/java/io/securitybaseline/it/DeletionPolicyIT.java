package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Ownership;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the operator's objects when the baseline is deleted. */
class DeletionPolicyIT {

  private static final String ORPHAN = Specs.ENFORCE_ON_CALICO + "deletionPolicy: Orphan\n";

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void deleteRemovesExactlyWhatThisBaselineMade() {
    String namespace = namespaces.create("ours");
    String excluded = namespaces.create("excluded");
    ofAnEarlierBaseline(excluded);
    operator
        .baseline()
        .applyAndSettle(
            Specs.ENFORCE_ON_CALICO + "namespaces: {exclude: [%s]}\n".formatted(excluded));
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());

    operator.baseline().delete();

    assertThat(namespaces.allPolicies())
        .singleElement()
        .satisfies(policy -> assertThat(policy.getMetadata().getNamespace()).isEqualTo(excluded));
  }

  @Test
  void deleteFromAuditNeedsNothingRemoved() {
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);

    operator.baseline().delete();

    assertThat(namespaces.allPolicies()).isEmpty();
  }

  @Test
  void metricsSayNothingOfABaselineThatIsGone() {
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> assertThat(stateOfTheBaseline()).isNotEmpty());

    operator.baseline().delete();

    eventually(() -> assertThat(stateOfTheBaseline()).isEmpty());
  }

  private List<String> stateOfTheBaseline() {
    return operator.metrics().stream()
        .filter(sample ->
            sample.startsWith("securitybaseline_condition")
                || sample.startsWith("securitybaseline_namespaces")
                || sample.startsWith("securitybaseline_last_evaluation"))
        .filter(sample -> !sample.endsWith(" 0.0"))
        .toList();
  }

  @Test
  void orphanLeavesEverythingAndTheNextBaselineTakesItOver() {
    String namespace = namespaces.create("orphaned");
    operator.baseline().applyAndSettle(ORPHAN);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    String first = operator.baseline().uid();
    String policyUid = namespaces.policy(namespace).orElseThrow().getMetadata().getUid();

    operator.baseline().delete();

    assertThat(labels(namespace)).containsEntry(Ownership.OWNER_UID, first);

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() ->
        assertThat(labels(namespace))
            .containsEntry(Ownership.OWNER_UID, operator.baseline().uid()));
    assertThat(operator.baseline().uid()).isNotEqualTo(first);
    assertThat(namespaces.policy(namespace).orElseThrow().getMetadata().getUid())
        .isEqualTo(policyUid);

    operator.baseline().delete();
    assertThat(namespaces.allPolicies()).isEmpty();
  }

  private void ofAnEarlierBaseline(String namespace) {
    operator
        .cluster()
        .apply(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: restrict-instance-metadata
              namespace: %s
              labels:
                app.kubernetes.io/managed-by: security-baseline-operator
                securitybaseline.io/owner-uid: 7a0e5c7e-0000-4000-8000-000000000000
            spec:
              podSelector: {}
              policyTypes: [Egress]
            """
                .formatted(namespace));
  }

  private Map<String, String> labels(String namespace) {
    return namespaces.policy(namespace).orElseThrow().getMetadata().getLabels();
  }
}
