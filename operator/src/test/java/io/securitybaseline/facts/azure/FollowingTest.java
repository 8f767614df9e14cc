package io.securitybaseline.facts.azure;

import static io.securitybaseline.facts.azure.ScriptedReader.facts;
import static io.securitybaseline.facts.azure.ScriptedReader.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.azure.FakeTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of rounds under way and to come when something else is wanted. */
class FollowingTest {

  private static final String ID =
      "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c";
  private static final Duration REFRESH = Duration.ofMinutes(15);
  private static final Duration PACE = Duration.ofSeconds(10);

  private final MovableClock clock = MovableClock.at("2026-11-24T08:00:00Z");
  private final FakeTimer timer = new FakeTimer(clock);
  private final ScriptedReader reader = new ScriptedReader();
  private final List<Reading> news = new ArrayList<>();
  private final ManagedClusterPoller poller = poller(7);

  private ManagedClusterPoller poller(long seed) {
    return new ManagedClusterPoller(
        reader,
        timer,
        new SplittableRandom(seed),
        new ManagedClusterPoller.Clocks(clock, clock),
        () -> news.add(new Reading.NotConfigured()));
  }

  @Test
  void clustersStartedByOneHandDoNotAskTogether() {
    List<Duration> starts = new ArrayList<>();
    for (int seed = 0; seed < 50; seed++) {
      poller(seed).follow(target(""));
      starts.add(timer.delay());
    }

    assertThat(starts)
        .allSatisfy(start -> assertThat(start).isBetween(Duration.ZERO, PACE))
        .anySatisfy(start -> assertThat(start).isLessThan(Duration.ofSeconds(3)))
        .anySatisfy(start -> assertThat(start).isGreaterThan(Duration.ofSeconds(7)));
  }

  @Test
  void nothingIsReadOnceNothingIsWanted() {
    poller.follow(target(""));
    poller.follow(Target.NONE);

    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void roundThatTheTimerHadBegunIsNotSentForATargetThatIsGone() {
    poller.follow(target(""));
    Runnable begun = timer.task();
    poller.follow(Target.NONE);
    begun.run();

    assertThat(reader.opened()).isEmpty();
    assertThat(timer.isSet()).isFalse();
    assertThat(news).isEmpty();
  }

  @Test
  void idInAnotherCaseIsTheSameCluster() {
    poller.follow(target(""));
    timer.elapse();
    poller.follow(new Target(Optional.of(ID.toUpperCase(Locale.ROOT) + "/"), REFRESH, ""));

    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
    assertThat(poller.engine()).isEqualTo(ReportedEngine.CALICO);
  }

  @Test
  void personWhoKeepsAskingIsAnsweredAtAPace() {
    poller.follow(target(""));
    timer.elapse();
    poller.follow(target("please"));
    assertThat(timer.delay()).isEqualTo(PACE);

    clock.advance(Duration.ofSeconds(4));
    poller.follow(target("now"));
    assertThat(timer.delay()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void roundUnderWayIsNotLostWhenAPersonAsksAndTheNextFollowsAtThePace() {
    reader.doing(() -> {
      poller.follow(target("please"));
      return new Attempt.Succeeded(facts("meanwhile"));
    });
    poller.follow(target(""));
    timer.elapse();

    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
    assertThat(timer.delay()).isEqualTo(PACE);
    reader.answers(failing(Kind.BUSY));
    timer.elapse();
    assertThat(reader.reads()).isEqualTo(2);
    assertThat(timer.delay()).isGreaterThan(PACE);
  }

  private static Target target(String requestedAt) {
    return new Target(Optional.of(ID), REFRESH, requestedAt);
  }
}
