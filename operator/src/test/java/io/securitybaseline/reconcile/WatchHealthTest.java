package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.cluster.ClusterModule;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.leastprivilege.LeastPrivilegeModule;
import io.securitybaseline.controls.podsecurity.PodSecurityModule;
import io.securitybaseline.reconcile.WatchHealth.Found;
import io.securitybaseline.reconcile.WatchHealth.Outage;
import io.securitybaseline.reconcile.WatchHealth.State;
import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchHealthTest {
  private static final Instant START = Instant.parse("2026-11-28T06:00:00Z");

  private final MovableClock clock = MovableClock.at(START.toString());
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final WatchHealth health =
      new WatchHealth(new WatchedKinds(Controls.ALL), Duration.ofSeconds(60), nanos::get, clock);

  @Test
  void watchThatIsOpenedAgainSoonIsNoOutage() {
    observe(State.CLOSED);
    pass(Duration.ofSeconds(59));

    assertThat(observe(State.CLOSED).broken()).isEmpty();
    observe(State.OPEN);
    observe(State.OPEN);
    pass(Duration.ofSeconds(2));

    assertThat(observe(State.CLOSED).broken()).isEmpty();
    assertThat(health.outages()).isEmpty();
    assertThat(health.isHeld(InstanceMetadataModule.ID)).isFalse();
  }

  @Test
  void afterAMinuteItIsOneAndHoldsWhatReadsTheKindAndNothingElse() {
    observe(State.CLOSED);
    pass(Duration.ofSeconds(60));

    assertThat(observe(State.CLOSED).broken()).containsExactly("Pod");
    assertThat(observe(State.CLOSED).broken()).as("it began before").isEmpty();

    assertThat(health.outages().values()).extracting(Outage::since).containsExactly(START);
    assertThat(health.isHeld(InstanceMetadataModule.ID)).isTrue();
    assertThat(health.isHeld(GroupBindingsModule.ID)).isFalse();
    assertThat(health.outages(GroupBindingsModule.ID)).isEmpty();
    assertThat(health.outages(InstanceMetadataModule.ID)).containsOnlyKeys("Pod");
  }

  /** The time on the wall may be set; an outage is measured by the monotonic clock. */
  @Test
  void clockThatIsSetForwardMakesNoOutage() {
    observe(State.CLOSED);
    clock.advance(Duration.ofHours(1));

    assertThat(observe(State.CLOSED).broken()).isEmpty();
  }

  @Test
  void informerThatStoppedIsAnOutageAtOnce() {
    assertThat(observe(State.STOPPED).broken()).containsExactly("Pod");
  }

  @Test
  void watchThatIsCutAgainAndAgainDoesNotRecover() {
    broken();

    for (int i = 0; i < 10; i++) {
      assertThat(observe(State.OPEN).recovered()).isEmpty();
      assertThat(observe(State.CLOSED).recovered()).isEmpty();
    }
    assertThat(health.outages()).containsOnlyKeys("Pod");

    observe(State.OPEN);
    assertThat(observe(State.OPEN).recovered()).containsExactly("Pod");
  }

  @Test
  void recoveredControlIsHeldUntilTheClusterWasObservedAgain() {
    broken();
    assertThat(health.recovered()).isEmpty();
    Set<ControlId> observedTooEarly = health.recovered();
    observe(State.OPEN);
    observe(State.OPEN);

    assertThat(health.release(observedTooEarly)).isFalse();
    assertThat(health.isHeld(InstanceMetadataModule.ID)).isTrue();

    Set<ControlId> recovered = health.recovered();
    assertThat(recovered)
        .containsExactlyInAnyOrder(
            InstanceMetadataModule.ID,
            PodSecurityModule.ID,
            LeastPrivilegeModule.ID,
            ClusterModule.ID);
    assertThat(health.release(recovered)).isTrue();
    assertThat(health.isHeld(InstanceMetadataModule.ID)).isFalse();
    assertThat(health.release(recovered)).as("nothing is left to release").isFalse();
  }

  @Test
  void controlThatBrokeAgainMeanwhileIsNotReleased() {
    broken();
    observe(State.OPEN);
    observe(State.OPEN);
    Set<ControlId> recovered = health.recovered();
    broken();

    assertThat(health.release(recovered)).isFalse();
    assertThat(health.isHeld(InstanceMetadataModule.ID)).isTrue();
  }

  @Test
  void oneOfSeveralWatchesOfAKindIsEnough() {
    List<Found> found =
        List.of(
            new Found("namespace/DaemonSet", "DaemonSet", State.OPEN),
            new Found("baseline/engine-agents", "DaemonSet", State.STOPPED));

    assertThat(health.observe(found).broken()).containsExactly("DaemonSet");
  }

  @Test
  void causeStaysUntilItIsAnother() {
    broken();

    assertThat(health.explain("Pod", "HTTP 403")).isTrue();
    assertThat(health.explain("Pod", "HTTP 403")).isFalse();
    observe(State.CLOSED);
    assertThat(health.outages().get("Pod")).isEqualTo(new Outage("Pod", START, "HTTP 403"));
    assertThat(health.explain("Node", "HTTP 403")).as("no outage of it").isFalse();
  }

  @Test
  void kindThatCouldNotBeWatchedIsHeldAtOnceAndForgottenWithItsWatch() {
    health.broken("CiliumClusterwideNetworkPolicy", "HTTP 404");
    assertThat(health.isHeld(InstanceMetadataModule.ID)).isTrue();
    assertThat(health.recovered()).isEmpty();

    assertThat(health.observe(List.of()).recovered())
        .containsExactly("CiliumClusterwideNetworkPolicy");
    assertThat(health.recovered()).containsExactly(InstanceMetadataModule.ID);
  }

  private void broken() {
    observe(State.CLOSED);
    pass(Duration.ofSeconds(60));
    observe(State.CLOSED);
  }

  private WatchHealth.Changes observe(State state) {
    return health.observe(List.of(new Found("namespace/Pod", "Pod", state)));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    clock.advance(time);
  }
}
