package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Enforce reaches namespaces by selector and at a pace. */
class RolloutIT {

  private static final MovableClock CLOCK = MovableClock.at("2027-03-30T12:00:00Z");

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.with(CLOCK);

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void onlySelectedNamespacesAreEnforced() {
    String canary = namespaces.create("canary", Map.of("baseline", "canary"));
    String other = namespaces.create("other");

    operator
        .baseline()
        .applyAndSettle(
            Specs.ENFORCE_ON_CALICO + "rollout: {selector: {matchLabels: {baseline: canary}}}\n");

    eventually(() -> assertThat(namespaces.policy(canary)).isPresent());
    eventually(() -> {
      assertThat(operator.baseline().counts().restricted()).isEqualTo(1);
      assertThat(operator.baseline().counts().pending()).isEqualTo(namespaces.living().size() - 1);
    });
    assertThat(namespaces.policy(other)).isEmpty();

    namespaces.label(other, Map.of("baseline", "canary"));
    eventually(() -> assertThat(namespaces.policy(other)).isPresent());

    namespaces.label(other, Map.of("baseline", "later"));
    eventually(() -> assertThat(namespaces.policy(other)).isEmpty());
  }

  @Test
  void firstObjectsComeAtThePaceAndARepairNeverWaits() {
    List<String> paced = namespaces.create("paced", 3);
    operator
        .baseline()
        .applyAndSettle(
            Specs.ENFORCE_ON_CALICO + "rollout: {namespacesPerMinute: 1}\n" + onlyPaced());
    eventuallyCovered(paced, 1);

    String covered = covered(paced).getFirst();
    namespaces.policyResource(covered).delete();
    eventually(() -> assertThat(covered(paced)).containsExactly(covered));
    eventually(() -> assertThat(operator.baseline().counts().pending()).isEqualTo(2));

    CLOCK.advance(Duration.ofMinutes(1));
    operator.baseline().requestPass();
    eventuallyCovered(paced, 2);
    assertThat(covered(paced)).contains(covered);

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO + onlyPaced());
    eventuallyCovered(paced, 3);
  }

  /** Leaves only the namespaces of the test to be paced. */
  private String onlyPaced() {
    List<String> others =
        namespaces.living().stream().filter(name -> !name.startsWith("paced-")).toList();
    return "namespaces: {exclude: [%s]}\n".formatted(String.join(", ", others));
  }

  private void eventuallyCovered(List<String> paced, int count) {
    eventually(() -> {
      assertThat(covered(paced)).hasSize(count);
      assertThat(operator.baseline().counts().restricted()).isEqualTo(count);
      assertThat(operator.baseline().counts().pending()).isEqualTo(paced.size() - count);
    });
  }

  private List<String> covered(List<String> paced) {
    return paced.stream().filter(name -> namespaces.policy(name).isPresent()).toList();
  }
}
