package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.AuditLog.Request;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.OperatorUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator may do is asked of the API server about once an hour, not at each pass. */
class NoQuestionsIT {

  /** All that is mapped, so that nothing is missing that would be asked for again. */
  private static final String BINDABLE =
      """
      groupBindings:
        bind: {clusterRoles: [edit, view, cluster-admin], roles: [deployer]}
      """;

  private static final MovableClock clock = MovableClock.at("2026-11-01T12:00:00Z");

  @RegisterExtension
  static final OperatorUnderTest operator = OperatorUnderTest.with(clock).withChartValues(BINDABLE);

  @Test
  void whatTheOperatorMayBindIsNotAskedAtEachPass() {
    operator
        .baseline()
        .applyAndSettle(
            UserBindings.enforced()
                .replace("mode: \"Off\"", "engine: Calico")
                .replace("    - {kind: ClusterRole, name: releaser}\n", ""));
    eventuallyAllRestricted();
    AuditLog log = operator.auditLogFromNow();

    // Each new namespace is a pass over the baseline, in which all that is asked would be asked.
    for (int minutes = 0; minutes < 50; minutes += 10) {
      clock.advance(Duration.ofMinutes(10));
      operator.namespaces().create("passes");
      eventuallyAllRestricted();
    }

    assertThat(answered(log)).isNotEmpty();
    assertThat(answered(log))
        .noneMatch(request -> request.resource().equals("selfsubjectaccessreviews"))
        .noneMatch(request -> request.resource().equals("clusterroles"));
  }

  private static List<Request> answered(AuditLog log) {
    return log.requests().stream().filter(request -> !request.isWatch()).toList();
  }

  private static void eventuallyAllRestricted() {
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(operator.namespaces().living().size()));
  }
}
