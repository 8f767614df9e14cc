package io.securitybaseline.it;

import static io.securitybaseline.it.Admission.USER_BINDINGS;
import static io.securitybaseline.it.Admission.bind;
import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Person;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the API server itself shows of rejected requests, as the documentation promises. */
class PreventionMetricsIT {

  private static final String SERIES = "apiserver_validating_admission_policy_check_total";

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().withChartValues(UserBindings.CHART_VALUES);

  private final Admission admission = new Admission(operator.cluster());
  private final Person admin = new Person(ControlPlane.shared(), "root@contoso.com", "admins");

  @Test
  void rejectionsAreCountedAndMarkedInTheAuditLog() {
    String namespace = operator.namespaces().create("counted");
    admission.grantAdministrators("admins");
    operator
        .baseline()
        .applyAndSettle(
            UserBindings.spec("Enforce", "entraIntegration: Assume\n  prevention: Deny"));
    admission.eventuallyDoes(USER_BINDINGS, "Deny");

    AuditLog log = operator.auditLogFromNow().of("root@contoso.com");
    eventually(() ->
        assertThat(
                bind(admin, namespace, "edit", "--user=alice@contoso.com", "--user=bob@contoso.com")
                    .stderr())
            .contains("alice@contoso.com and 1 more", "team-payments-dev"));

    assertThat(series("enforcement_action=\"deny\"", "error_type=\"invalid_error\"")).isPositive();
    eventually(() ->
        assertThat(log.annotations(USER_BINDINGS + "/users"))
            .contains("alice@contoso.com and 1 more"));
    assertThat(log.annotations(USER_BINDINGS + "/role")).contains("ClusterRole edit");
    assertThat(log.annotations(USER_BINDINGS + "/groups"))
        .contains("team-payments-dev (%s)".formatted(UserBindings.GROUP));
  }

  /** The sum of the series of the policy that have these labels. */
  private static double series(String... labels) {
    return operator
        .cluster()
        .client()
        .raw("/metrics")
        .lines()
        .filter(line -> line.startsWith(SERIES + "{"))
        .filter(line -> line.contains("policy=\"" + USER_BINDINGS + "\""))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
