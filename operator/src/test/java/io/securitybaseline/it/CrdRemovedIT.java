package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The definition of the operator's resource is removed, with the baseline, and installed again. */
class CrdRemovedIT {

  @RegisterExtension
  static final OperatorUnderTest operator = OperatorUnderTest.onControlPlaneOfItsOwn();

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void theOperatorTidiesUpAndGoesOnWithTheNextOne() {
    String namespace = namespaces.create("kept");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());

    operator.cluster().removeCrd("securitybaselines.securitybaseline.io");
    assertThat(namespaces.allPolicies()).isEmpty();

    operator.cluster().installCrd();
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
  }
}
