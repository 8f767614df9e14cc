package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While suspended, nothing is changed and the last status stays. */
class SuspendIT {

  private static final String SUSPENDED = Specs.ENFORCE_ON_CALICO + "suspend: true\n";

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void nothingIsRepairedOrCoveredBeforeItIsResumed() {
    String covered = namespaces.create("covered");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
    SecurityBaselineStatus last = operator.baseline().status();

    operator.baseline().apply(SUSPENDED);
    eventually(() -> assertThat(operator.baseline().events("Suspended")).hasSize(1));
    AuditLog log = operator.auditLogFromNow();
    namespaces.policyResource(covered).delete();
    String later = namespaces.create("later");
    eventuallySomebodyElseHasSeen(later);

    assertThat(log.writes()).isEmpty();
    assertThat(operator.baseline().status()).isEqualTo(last);

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> {
      assertThat(namespaces.policy(covered)).isPresent();
      assertThat(namespaces.policy(later)).isPresent();
    });
  }

  @Test
  void aBaselineThatBeginsSuspendedIsNotLeftWithoutAWord() {
    operator.baseline().apply(SUSPENDED);

    eventually(() ->
        assertThat(operator.baseline().condition("Ready"))
            .hasValueSatisfying(ready -> assertThat(ready.getReason()).isEqualTo("Suspended")));
  }

  @Test
  void aSuspendedBaselineCanBeDeleted() {
    String namespace = namespaces.create("covered");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    operator.baseline().apply(SUSPENDED);

    operator.baseline().delete();

    assertThat(namespaces.policy(namespace)).isEmpty();
  }

  /** Kubernetes' own controllers put these objects into each namespace that they see. */
  private void eventuallySomebodyElseHasSeen(String namespace) {
    var client = operator.cluster().client();
    eventually(() -> {
      client.configMaps().inNamespace(namespace).withName("kube-root-ca.crt").require();
      client.serviceAccounts().inNamespace(namespace).withName("default").require();
    });
  }
}
