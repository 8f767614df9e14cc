package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Enforce reaches namespaces by selector and at a pace. */
class RolloutIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

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
  void firstObjectsWaitForTheirTurnAndARepairNeverWaits() {
    List<String> paced = namespaces.create("paced", 3);
    operator.baseline().applyAndSettle(paced(1));
    eventuallyCovered(paced, 1);

    String covered = covered(paced).getFirst();
    namespaces.policyResource(covered).delete();
    eventually(() -> assertThat(covered(paced)).containsExactly(covered));
    eventually(() -> assertThat(operator.baseline().counts().pending()).isEqualTo(2));

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO + onlyPaced());
    eventuallyCovered(paced, 3);
  }

  /** Nothing but its own turn brings a namespace back, one every two seconds. */
  @Test
  void whoWaitsComesWhenItsTurnHasCome() {
    List<String> paced = namespaces.create("paced", 3);

    operator.baseline().applyAndSettle(paced(30));

    eventuallyCovered(paced, 3);
  }

  private String paced(int namespacesPerMinute) {
    return Specs.ENFORCE_ON_CALICO
        + "rollout: {namespacesPerMinute: %d}\n".formatted(namespacesPerMinute)
        + onlyPaced();
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
