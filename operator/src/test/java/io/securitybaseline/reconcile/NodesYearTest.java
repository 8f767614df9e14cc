package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.Seeds;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.NodesStatus;
import io.securitybaseline.controls.nodes.NodesControl;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.NodeEvents;
import io.securitybaseline.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A year of five thousand nodes in sixty pools, as the operator would see and tell it. */
class NodesYearTest {
  private static final int NODES = 5_000;
  private static final int POOLS = 60;
  private static final int DAYS = 365;

  /** So few that no image grows too old. */
  private static final int QUIET_DAYS = 20;

  /**
   * Every fourth day: at the first all that a day brings has happened, at the second nothing but
   * heartbeats, at the third one thing or nothing.
   */
  private static final int LOOKS_OF_A_DAY = 3;

  private static final int LIMIT = 32 * 1024;

  private final MovableClock clock = MovableClock.at("2026-01-01T00:10:00Z");
  private final SimulatedNodes nodes = new SimulatedNodes(NODES, POOLS, today(), Seeds.random(1));
  private final Metrics metrics = new Metrics(new SimpleMeterRegistry(), "test");
  private final EventFactory announcements = new EventFactory("test");
  private final NodesPass pass = pass();
  private final StatusPass statusPass =
      new StatusPass(
          new BaselineEvents(announcements, _ -> {}, clock),
          metrics,
          clock,
          new HeapTrimmer(HeapTrimmer.Heap.ofThisProcess(), clock));
  private final SecurityBaseline baseline = baseline();
  private int writes;
  private int largest;

  @Test
  void theStatusFollowsIsSmallAndIsWrittenOnlyWhenAFactChanged() {
    long known = 0;
    int changes = 0;
    for (int day = 0; day < DAYS; day++) {
      nodes.dawn(today());
      int looks = day % 4 == 0 ? LOOKS_OF_A_DAY : 1;
      for (int look = 1; look <= looks; look++) {
        if (look == LOOKS_OF_A_DAY) {
          nodes.possiblyOneThing(today());
        }
        boolean changed = nodes.fingerprint(today()) != known;
        known = nodes.fingerprint(today());
        changes += changed ? 1 : 0;
        int wakes = nodes.heartbeat(clock.instant());
        look();
        assertThat(writes).as("at %s", clock.instant()).isEqualTo(changes);
        assertThat(changed || wakes == 0).as("woken at %s", clock.instant()).isTrue();
        assertFollows();
        clock.advance(Duration.ofHours(24 / looks));
      }
    }
    assertThat(changes).isGreaterThan(DAYS).isLessThan(DAYS + DAYS / 4);
    assertThat(largest).isBetween(4_000, LIMIT);
  }

  @Test
  void whereNobodyDoesAnythingOnlyTheAgeOfImagesIsWrittenOnceADay() {
    nodes.heartbeat(clock.instant());
    look();
    List<Object> before = factsButAges();
    for (int day = 1; day <= QUIET_DAYS; day++) {
      clock.advance(Duration.ofDays(1));
      assertHeartbeatsWriteNothingMoreThan(1);
      assertHeartbeatsWriteNothingMoreThan(0);
    }

    assertThat(writes).isEqualTo(1 + QUIET_DAYS);
    assertThat(factsButAges()).isEqualTo(before);
  }

  private List<Object> factsButAges() {
    NodesStatus status = Objects.requireNonNull(baseline.getStatus().nodes());
    return List.of(
        baseline.getStatus().conditions(),
        Objects.requireNonNull(baseline.getStatus().summary()),
        status.worst(),
        status.notes(),
        status.pools().stream()
            .map(pool ->
                Arrays.asList(
                    pool.name(),
                    pool.os(),
                    pool.nodes(),
                    pool.image(),
                    pool.rebootRequired(),
                    pool.outdatedImages()))
            .toList());
  }

  private void assertHeartbeatsWriteNothingMoreThan(int expected) {
    int before = writes;
    nodes.heartbeat(clock.instant().plusSeconds(10));
    look();
    assertThat(writes).as("heartbeats on %s", today()).isEqualTo(before + expected);
  }

  private void assertFollows() {
    NodesStatus status = Objects.requireNonNull(baseline.getStatus().nodes());
    assertThat(status.total()).isEqualTo(nodes.total());
    assertThat(status.rebootRequired()).isEqualTo(nodes.waiting());
    assertThat(status.rebootUnknown()).isEqualTo(nodes.silent());
    assertThat(status.outdatedImages()).as("on %s", today()).isEqualTo(nodes.outdated(today()));
    assertThat(status.pools()).hasSizeBetween(30, 50);
    assertThat(status.omittedPools()).isEqualTo(nodes.pools() - status.pools().size());
    assertThat(status.worst()).hasSizeLessThanOrEqualTo(10);
  }

  private void look() {
    Situation situation = Fixtures.situation(Mode.AUDIT, Situation.Phase.ACTIVE);
    ControlPass.PassResult done = pass.over(new CurrentSituation.Revision(1, situation));
    statusPass
        .over(baseline, situation, List.of(done.report()))
        .ifPresent(written -> {
          writes++;
          baseline.setStatus(written.getStatus());
          largest =
              Math.max(
                  largest, Serialization.asJson(written).getBytes(StandardCharsets.UTF_8).length);
        });
  }

  private NodesPass pass() {
    NodeLister live = new NodeLister();
    live.open(nodes);
    return new NodesPass(
        new NodesControl(),
        live,
        new Upgrades(
            new ServerVersion(() -> null, clock),
            EndOfLifeTable.open(Optional.empty()),
            Reading.NotConfigured::new),
        new NodesPass.Announced(
            new NodeEvents(announcements, _ -> {}, clock), metrics.nodes(), false),
        clock);
  }

  private static SecurityBaseline baseline() {
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.getMetadata().setName("default");
    baseline.getMetadata().setUid("uid-1");
    return baseline;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
