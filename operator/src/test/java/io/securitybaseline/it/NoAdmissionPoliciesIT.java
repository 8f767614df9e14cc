package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.testing.OperatorUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An API server that does not serve ValidatingAdmissionPolicy, as before Kubernetes 1.30. */
class NoAdmissionPoliciesIT {

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.onControlPlaneOfItsOwn(
          "--disable-admission-plugins=ValidatingAdmissionPolicy",
          "--runtime-config=admissionregistration.k8s.io/v1/validatingadmissionpolicies=false,admissionregistration.k8s.io/v1/validatingadmissionpolicybindings=false");

  @Test
  void theOperatorDoesEverythingElseAndReportsWhatItCannot() {
    String namespace = operator.namespaces().create("old");

    operator
        .baseline()
        .applyAndSettle(
            Specs.ENFORCE_ON_CALICO
                + "groupBindings: {entraIntegration: Assume, prevention: Deny}\n");

    eventually(() -> assertThat(operator.namespaces().policy(namespace)).isPresent());
    eventually(() ->
        assertThat(operator.baseline().condition("GroupBindingsOnly"))
            .hasValueSatisfying(it -> {
              assertThat(it.getStatus()).isEqualTo("False");
              assertThat(it.getReason()).isEqualTo("PreventionUnsupported");
              assertThat(it.getMessage())
                  .contains("Kubernetes 1.30", "spec.groupBindings.prevention");
            }));
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() ->
        assertThat(operator.baseline().condition("GroupBindingsOnly").map(Condition::getStatus))
            .contains("True"));
  }
}
