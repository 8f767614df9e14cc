package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A namespace that may fall short of the baseline for a while. */
class ExemptionIT {

  private static final MovableClock CLOCK = MovableClock.at("2027-03-30T12:00:00Z");

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.with(CLOCK);

  private final TestNamespaces namespaces = operator.namespaces();

  @AfterEach
  void resetClock() {
    CLOCK.reset();
  }

  @Test
  void exemptsWhileItIsThereAndInForce() {
    String legacy = namespaces.create("legacy");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(legacy)).isPresent());

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO + exemption(legacy));
    eventually(() -> assertThat(namespaces.policy(legacy)).isEmpty());
    eventually(() -> assertThat(operator.baseline().counts().exempt()).isEqualTo(1));

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(legacy)).isPresent());
    eventually(() -> assertThat(operator.baseline().counts().exempt()).isZero());
  }

  @Test
  void exemptsNoLongerAfterItsDateAndIsAFinding() {
    String legacy = namespaces.create("legacy");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO + exemption(legacy));
    eventually(() -> assertThat(operator.baseline().counts().exempt()).isEqualTo(1));
    assertThat(namespaces.policy(legacy)).isEmpty();

    CLOCK.advance(Duration.ofDays(2));
    operator.baseline().requestPass();

    eventually(() -> assertThat(namespaces.policy(legacy)).isPresent());
    eventually(() ->
        assertThat(operator.baseline().findingsOn(legacy))
            .singleElement()
            .satisfies(finding -> {
              assertThat(finding.reason()).isEqualTo("Expired");
              assertThat(finding.message()).contains("moving", "2027-03-31");
            }));
    eventually(() ->
        assertThat(operator.baseline().condition("Compliant").orElseThrow().getStatus())
            .isEqualTo("False"));
  }

  /** No client asks for a pass: the operator has the end of the day in mind. */
  @Test
  void exemptsNoLongerAtMidnight() {
    Duration untilJustBefore = Duration.ofDays(1).plusHours(11).plusMinutes(59).plusSeconds(57);
    CLOCK.advance(untilJustBefore);
    String legacy = namespaces.create("legacy");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO + exemption(legacy));
    eventually(() -> assertThat(operator.baseline().counts().exempt()).isEqualTo(1));
    assertThat(namespaces.policy(legacy)).isEmpty();

    CLOCK.advance(Duration.ofSeconds(4));

    eventually(() -> assertThat(namespaces.policy(legacy)).isPresent());
    eventually(() ->
        assertThat(operator.baseline().findingsOn(legacy))
            .singleElement()
            .satisfies(finding -> assertThat(finding.reason()).isEqualTo("Expired")));
  }

  private static String exemption(String namespace) {
    return """
    exemptions:
    - name: moving
      control: InstanceMetadata
      namespaces: ["%s"]
      reason: moves to workload identity
      owner: legacy@contoso.com
      expiresOn: "2027-03-31"
    """
        .formatted(namespace);
  }
}
