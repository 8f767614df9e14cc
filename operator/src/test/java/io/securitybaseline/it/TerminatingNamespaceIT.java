package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A namespace on its way out is not counted, not written to, and no failure. */
class TerminatingNamespaceIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private String leaving = "";

  @BeforeEach
  void createOneThatCannotGo() {
    leaving = namespaces.create("leaving");
    operator
        .cluster()
        .apply(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: held
              namespace: %s
              finalizers: [example.com/hold]
            """
                .formatted(leaving));
  }

  @AfterEach
  void letItGo() {
    operator
        .cluster()
        .client()
        .configMaps()
        .inNamespace(leaving)
        .withName("held")
        // Without a version of the object, for the namespace controller may be at it.
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
  }

  @Test
  void oneThatIsLeavingAlreadyIsLeftAlone() {
    namespaces.namespace(leaving).delete();
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);

    eventuallyAllButTheLeavingOne();
    assertThat(log.writes()).noneSatisfy(write -> assertThat(write.namespace()).isEqualTo(leaving));
  }

  @Test
  void oneThatBeginsToLeaveIsNotCoveredAgain() {
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(leaving)).isPresent());
    AuditLog log = operator.auditLogFromNow();

    namespaces.namespace(leaving).delete();

    eventually(() -> assertThat(namespaces.policy(leaving)).isEmpty());
    eventuallyAllButTheLeavingOne();
    assertThat(log.writes()).noneSatisfy(write -> assertThat(write.namespace()).isEqualTo(leaving));
  }

  private void eventuallyAllButTheLeavingOne() {
    eventually(() -> {
      var counts = operator.baseline().counts();
      assertThat(counts.total()).isEqualTo(namespaces.living().size());
      assertThat(counts.restricted()).isEqualTo(counts.total());
    });
    assertThat(namespaces.living()).doesNotContain(leaving);
    assertThat(namespaces.policy(leaving)).isEmpty();
  }
}
