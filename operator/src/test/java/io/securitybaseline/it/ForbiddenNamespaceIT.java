package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the API server rejects the operator's policy, that namespace alone has failed. */
class ForbiddenNamespaceIT {

  private static final Map<String, String> CLOSED = Map.of("example.com/closed", "true");

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private String closed = "";

  @BeforeEach
  void refuseNewPoliciesInClosedNamespaces() {
    closed = namespaces.create("closed", CLOSED);
    refuse("CREATE, UPDATE");
    eventually(
        () -> assertThatThrownBy(this::tryOut).hasMessageContaining("no policies in closed"));
  }

  @AfterEach
  void allow() {
    var admission = operator.cluster().client().admissionRegistration().v1();
    admission.validatingAdmissionPolicyBindings().withName("closed-namespaces").delete();
    admission.validatingAdmissionPolicies().withName("closed-namespaces").delete();
    eventually(this::tryOut);
  }

  @Test
  void stopsNoOtherAndRecoversWhenAllowed() {
    List<String> open = namespaces.create("open", 3);

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);

    eventually(
        () -> assertThat(open).allSatisfy(name -> assertThat(namespaces.policy(name)).isPresent()));
    eventually(() ->
        assertThat(operator.baseline().findingsOn(closed))
            .singleElement()
            .satisfies(finding -> {
              assertThat(finding.reason()).isEqualTo("Forbidden");
              assertThat(finding.message()).contains("no policies in closed namespaces");
            }));
    eventually(() -> {
      assertThat(operator.baseline().counts().failed()).isEqualTo(1);
      assertThat(operator.baseline().counts().restricted())
          .isEqualTo(namespaces.living().size() - 1);
    });

    allow();
    operator.baseline().requestPass();

    eventually(() -> assertThat(namespaces.policy(closed)).isPresent());
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
  }

  @Test
  void whereNothingAtAllGoesThroughTheBaselineIsStalled() {
    operator
        .baseline()
        .apply(Specs.ENFORCE_ON_CALICO + "namespaces: {exclude: [%s]}\n".formatted(others()));

    eventually(() -> {
      assertThat(operator.baseline().condition("Ready").orElseThrow())
          .satisfies(ready -> {
            assertThat(ready.getStatus()).isEqualTo("False");
            assertThat(ready.getReason()).isEqualTo("Forbidden");
          });
      assertThat(operator.baseline().condition("Stalled")).isPresent();
    });
  }

  @Test
  void whereOurPolicyCannotBeRemovedTheBaselineGoesAllTheSame() {
    allow();
    String open = namespaces.create("open");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(closed)).isPresent());
    refuse("DELETE");
    eventually(() ->
        assertThatThrownBy(() -> namespaces.policyResource(closed).dryRun().delete())
            .hasMessageContaining("no policies in closed"));

    operator.baseline().delete();

    assertThat(namespaces.policy(open)).isEmpty();
    assertThat(namespaces.policy(closed)).isPresent();
  }

  private void refuse(String operations) {
    operator
        .cluster()
        .apply(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: closed-namespaces}
            spec:
              matchConstraints:
                resourceRules:
                - apiGroups: [networking.k8s.io]
                  apiVersions: [v1]
                  operations: [%s]
                  resources: [networkpolicies]
              validations:
              - expression: "false"
                reason: Forbidden
                message: no policies in closed namespaces
            """
                .formatted(operations));
    operator
        .cluster()
        .apply(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: closed-namespaces}
            spec:
              policyName: closed-namespaces
              validationActions: [Deny]
              matchResources:
                namespaceSelector: {matchLabels: {example.com/closed: "true"}}
            """);
  }

  private String others() {
    return String.join(
        ", ", namespaces.living().stream().filter(name -> !name.equals(closed)).toList());
  }

  private void tryOut() {
    var policy =
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withName("tried-out")
            .withNamespace(closed)
            .endMetadata()
            .withNewSpec()
            .withNewPodSelector()
            .endPodSelector()
            .endSpec()
            .build();
    operator.cluster().client().resource(policy).dryRun().create();
  }
}
