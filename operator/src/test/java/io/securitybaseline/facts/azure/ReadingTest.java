package io.securitybaseline.facts.azure;

import static io.securitybaseline.facts.azure.ScriptedReader.facts;
import static io.securitybaseline.facts.azure.ScriptedReader.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.azure.FakeTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts as known between two readings, and for how long. */
class ReadingTest {

  private static final String ID =
      "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c";
  private static final Duration REFRESH = Duration.ofMinutes(15);

  private final MovableClock clock = MovableClock.at("2026-11-24T08:00:00Z");
  private final FakeTimer timer = new FakeTimer(clock);
  private final ScriptedReader reader = new ScriptedReader();
  private final ManagedClusterPoller poller =
      new ManagedClusterPoller(
          reader,
          timer,
          new SplittableRandom(7),
          new ManagedClusterPoller.Clocks(clock, clock),
          () -> {});

  @Test
  void outageLeavesWhatIsKnownWithItsTimeAndThenNothing() {
    poller.follow(target(""));
    timer.elapse();
    Instant read = clock.instant();
    reader.answers(failing(Kind.UNREACHABLE));
    timer.elapse();

    assertThat(poller.reading()).isInstanceOf(Reading.Stale.class);
    assertThat(poller.reading().asOf()).contains(read);
    while (poller.reading() instanceof Reading.Stale) {
      timer.elapse();
    }
    assertThat(clock.instant()).isAfter("2026-11-24T14:00:00Z").isBefore("2026-11-24T14:20:00Z");
    assertThat(poller.reading()).isInstanceOf(Reading.Failed.class);
    assertThat(poller.reading().entraIntegration()).isEmpty();
    assertThat(poller.engine()).as("by Azure's last word").isEqualTo(ReportedEngine.CALICO);

    reader.answers(new Attempt.Succeeded(facts("westeurope")));
    timer.elapse();
    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
  }

  @Test
  void readingThatIsNeverFollowedByAnotherGrowsTooOldByItself() {
    poller.follow(target(""));
    timer.elapse();
    clock.advance(Duration.ofHours(7));

    assertThat(poller.reading()).isInstanceOf(Reading.Failed.class);
  }

  @Test
  void longIntervalMakesReadingsCountLonger() {
    poller.follow(new Target(Optional.of(ID), Duration.ofHours(24), ""));
    timer.elapse();
    clock.advance(Duration.ofHours(30));

    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
  }

  @Test
  void aWallClockThatJumpsByADayMakesNothingOlderAndIsShownFromTheNextRoundOn() {
    MovableClock wall = MovableClock.at("2026-11-24T08:00:00Z");
    ManagedClusterPoller jumping =
        new ManagedClusterPoller(
            reader,
            timer,
            new SplittableRandom(7),
            new ManagedClusterPoller.Clocks(wall, clock),
            () -> {});
    jumping.follow(target(""));
    timer.elapse();
    Instant shown = wall.instant();

    for (int days : new int[] {1, -2, 1}) {
      wall.advance(Duration.ofDays(days));
      assertThat(jumping.reading()).isInstanceOf(Reading.Fresh.class);
      assertThat(jumping.reading().asOf()).contains(shown);
    }

    wall.advance(Duration.ofDays(1));
    timer.elapse();
    assertThat(jumping.reading().asOf()).contains(shown.plus(Duration.ofDays(1)));
    reader.answers(failing(Kind.UNREACHABLE));
    timer.elapse();
    assertThat(jumping.reading()).isInstanceOf(Reading.Stale.class);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void partThatWillComeBackIsFilledInFromBefore(Kind kind) {
    poller.follow(target(""));
    timer.elapse();
    reader.answers(new Attempt.Succeeded(facts("now", missing(kind, Duration.ZERO))));
    timer.elapse();

    ManagedClusterFacts known = poller.reading().known().orElseThrow();
    assertThat(known.cluster().location()).isEqualTo("now");
    assertThat(known.maintenance().known())
        .isEqualTo(kind.isPassing() ? Optional.of(Set.of("default")) : Optional.empty());
  }

  @Test
  void partThatStaysAwayIsMissingInTheEnd() {
    poller.follow(target(""));
    timer.elapse();
    reader.answers(new Attempt.Succeeded(facts("now", missing(Kind.UNREACHABLE, Duration.ZERO))));
    for (int i = 0; i < 30; i++) {
      timer.elapse();
    }

    assertThat(poller.reading().known().orElseThrow().maintenance().known()).isEmpty();
  }

  @Test
  void aReadProvidesFactsForOtherControls() {
    poller.follow(target(""));
    assertThat(poller.engine()).isEqualTo(ReportedEngine.NOTHING);
    timer.elapse();

    assertThat(poller.reading().entraIntegration()).contains(true);
    assertThat(poller.reading().nodeOsUpgradeChannel()).contains("NodeImage");
    assertThat(poller.reading().latestImages()).containsEntry("pool", "image");
    assertThat(poller.engine()).isEqualTo(ReportedEngine.CALICO);
  }

  private static Target target(String requestedAt) {
    return new Target(Optional.of(ID), REFRESH, requestedAt);
  }

  private static Part<Set<String>> missing(Kind kind, Duration retryAfter) {
    return new Part.Missing<>(new Failure(kind, "so it is", Optional.of(retryAfter)));
  }
}
