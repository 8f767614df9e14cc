package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A policy with the operator's name that another client made. */
class ForeignObjectIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private String namespace = "";

  @BeforeEach
  void createTheirs() {
    namespace = namespaces.create("theirs");
    operator
        .cluster()
        .apply(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: restrict-instance-metadata
              namespace: %s
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
            """
                .formatted(namespace));
  }

  @Test
  void staysAsItIsAndIsReported() {
    NetworkPolicy before = theirs();

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);

    eventually(() ->
        assertThat(operator.baseline().findingsOn(namespace))
            .singleElement()
            .satisfies(finding -> assertThat(finding.reason()).isEqualTo("ForeignObject")));
    assertThat(operator.baseline().counts().exposed()).isEqualTo(1);
    assertThat(theirs()).isEqualTo(before);
  }

  @Test
  void isTakenOverOnceItsOwnerAllowsIt() {
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    String uid = theirs().getMetadata().getUid();

    edit(
        namespaces.policyResource(namespace),
        policy -> policy.getMetadata().setAnnotations(Map.of(Ownership.ADOPT, "true")));

    eventually(() -> {
      assertThat(Ownership.isOwnedBy(theirs(), operator.baseline().uid())).isTrue();
      assertThat(theirs().getSpec().getPodSelector().getMatchLabels()).isNullOrEmpty();
      assertThat(theirs().getSpec().getPolicyTypes()).containsExactly("Egress");
    });
    assertThat(theirs().getMetadata().getUid()).isEqualTo(uid);
    eventually(() -> assertThat(operator.baseline().counts().exposed()).isZero());
  }

  @Test
  void outlivesTheBaseline() {
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    NetworkPolicy before = theirs();

    operator.baseline().delete();

    assertThat(theirs()).isEqualTo(before);
  }

  private NetworkPolicy theirs() {
    return namespaces.policy(namespace).orElseThrow();
  }
}
