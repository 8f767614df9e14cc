package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Off, Audit and Enforce, for all controls or for one. */
class ModesIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private String namespace = "";

  @BeforeEach
  void createNamespace() {
    namespace = namespaces.create("mode");
  }

  @Test
  void auditWritesNothingButItsOwnStatusAndEvents() {
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);

    eventually(() -> {
      assertThat(operator.baseline().counts().exposed()).isPositive();
      assertThat(operator.baseline().instanceMetadata().plannedChanges())
          .isEqualTo(namespaces.living().size());
    });
    assertThat(namespaces.policy(namespace)).isEmpty();
    assertThat(log.writes())
        .isNotEmpty()
        .allSatisfy(write ->
            assertThat(write.target())
                .isIn("securitybaselines", "securitybaselines/status", "events"));
    assertThat(operator.baseline().get().getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  void backFromEnforceToAuditRemovesWhatWasMade() {
    enforce();

    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);

    eventuallyNoPolicies();
    eventually(() ->
        assertThat(operator.baseline().counts().exposed()).isEqualTo(namespaces.living().size()));
  }

  @Test
  void offDeletesTheObjectsAndReportsNothing() {
    enforce();

    operator.baseline().applyAndSettle("mode: \"Off\"");

    eventuallyNoPolicies();
    eventually(() -> assertThat(operator.baseline().status().instanceMetadata()).isNull());
    assertThat(operator.baseline().condition("InstanceMetadataRestricted")).isEmpty();
  }

  @Test
  void theModeOfAControlPrevails() {
    operator
        .baseline()
        .applyAndSettle(
            """
            mode: Audit
            instanceMetadata: {engine: Calico, mode: Enforce}
            """);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());

    operator
        .baseline()
        .applyAndSettle(
            """
            mode: Enforce
            instanceMetadata: {engine: Calico, mode: Audit}
            """);
    eventuallyNoPolicies();
  }

  private void enforce() {
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
    assertThat(namespaces.policy(namespace)).isPresent();
  }

  private void eventuallyNoPolicies() {
    eventually(() -> assertThat(namespaces.allPolicies()).isEmpty());
  }
}
