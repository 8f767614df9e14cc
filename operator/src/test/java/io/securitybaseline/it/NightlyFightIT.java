package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.api.status.RemovedRecord;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.runtime.RunningOperator;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client that writes the whole binding from its own source every night: it removes the operator's
 * record with the count of what came back. The operator is restarted in between.
 */
class NightlyFightIT {

  private final MovableClock clock = MovableClock.atPresent();
  private final ControlPlane controlPlane = ControlPlane.shared();
  private final TestCluster cluster = TestCluster.on(controlPlane);
  private final KubernetesClient nightly = cluster.clientOf("nightly-job");
  private final UserBindings bindings = new UserBindings(cluster.client());
  private final TestNamespaces namespaces = new TestNamespaces(cluster.client());
  private final String namespace = namespaces.create("nightly");

  @AfterEach
  void close() {
    namespaces.deleteAll();
    nightly.close();
    cluster.close();
  }

  @Test
  void endsAfterThreeNightsAlsoIfTheOperatorIsRestarted() {
    bindings.create(namespace, "devs", "edit", "alice@contoso.com");
    RoleBinding source = bindings.get(namespace, "devs");
    OperatorAccess access = OperatorAccess.to(controlPlane, UserBindings.CHART_VALUES);
    cluster.baseline().apply(UserBindings.enforced());
    try (RunningOperator _ = OperatorUnderTest.start(access, clock)) {
      eventuallyReplaced();
      runAtNight(source);
      eventuallyReplaced();
      runAtNight(source);
      eventuallyReplaced();
      eventually(() -> assertThat(removed()).singleElement().satisfies(this::isRemovedTwice));
    }

    try (RunningOperator _ = OperatorUnderTest.start(access, clock)) {
      cluster.baseline().awaitReady();
      runAtNight(source);

      eventually(() ->
          assertThat(Objects.requireNonNull(cluster.baseline().status().groupBindings()).worst())
              .anySatisfy(finding -> {
                assertThat(finding.namespace()).isEqualTo(namespace);
                assertThat(finding.reason()).isEqualTo("PutBack");
                assertThat(finding.message()).contains("restored users 3 times");
              }));
      assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
      cluster.baseline().delete();
    }
  }

  private void isRemovedTwice(RemovedRecord removed) {
    assertThat(removed.uid()).isEqualTo(bindings.get(namespace, "devs").getMetadata().getUid());
    assertThat(removed.times()).isEqualTo(2);
  }

  private List<RemovedRecord> removed() {
    return Objects.requireNonNull(cluster.baseline().status().groupBindings()).recordsRemoved();
  }

  /** The hour after a change is over, by the clock of the operator, before the job runs. */
  private void runAtNight(RoleBinding source) {
    clock.advance(Duration.ofDays(1));
    source.getMetadata().setResourceVersion(null);
    nightly.resource(source).update();
  }

  private void eventuallyReplaced() {
    eventually(() ->
        assertThat(bindings.subjects(namespace, "devs"))
            .containsExactly("Group/" + UserBindings.GROUP));
  }
}
