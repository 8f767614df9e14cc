package io.securitybaseline.facts.azure;

import static io.securitybaseline.facts.azure.ScriptedReader.facts;
import static io.securitybaseline.facts.azure.ScriptedReader.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.azure.FakeTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds that brought the cluster and not all of its parts. */
class IncompleteRoundsTest {

  private static final String ID =
      "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c";
  private static final Duration DAY = Duration.ofHours(24);

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

  @ParameterizedTest
  @EnumSource(Kind.class)
  void partThatWillBeThereSoonIsNotAwaitedForTheWholeInterval(Kind kind) {
    follow(DAY);
    reader.answers(without(kind));
    timer.elapse();

    assertThat(timer.delay())
        .isBetween(
            kind.isPassing() ? Duration.ofSeconds(30) : DAY,
            kind.isPassing() ? Duration.ofSeconds(33) : DAY.plusHours(3));
  }

  @Test
  void isAskedForLessAndLessOftenAndAtMostAtTheInterval() {
    reader.answers(without(Kind.FAULT));
    follow(Duration.ofMinutes(15));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      timer.elapse();
      waits.add(timer.delay().toMinutes());
    }
    assertThat(waits).containsExactly(0L, 1L, 2L, 4L, 8L, 15L, 15L);

    reader.answers(new Attempt.Succeeded(facts("whole")));
    timer.elapse();
    reader.answers(without(Kind.FAULT));
    timer.elapse();
    assertThat(timer.delay()).as("begins anew").isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aTokenRejectedDuringARoundIsNotUsedAgain() {
    follow(DAY);
    reader.answers(without(Kind.NOT_SIGNED_IN));
    timer.elapse();
    reader.answers(new Attempt.Succeeded(facts("again")));
    timer.elapse();

    assertThat(reader.opened()).hasSize(2);
    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
  }

  /** A long outage of one part does not make the others outdated. */
  @Test
  void everyPartAgesAlone() {
    follow(Duration.ofMinutes(15));
    timer.elapse();
    reader.answers(without(Kind.FAULT));
    for (int i = 0; i < 40; i++) {
      timer.elapse();
    }
    assertThat(known().maintenance().known()).as("absent for more than six hours").isEmpty();
    assertThat(images()).containsKey("pool");

    reader.answers(new Attempt.Succeeded(withoutImage((Attempt.Succeeded) without(Kind.FAULT))));
    timer.elapse();
    assertThat(images()).as("absent once").containsKey("pool");
    assertThat(known().maintenance().known()).isEmpty();
  }

  @Test
  void partThatWasKeptGrowsOlderWhileNothingIsReadAtAll() {
    follow(Duration.ofMinutes(15));
    timer.elapse();
    reader.answers(without(Kind.FAULT));
    while (clock.instant().isBefore(Instant.parse("2026-11-24T12:00:00Z"))) {
      timer.elapse();
    }
    assertThat(known().maintenance().known()).isPresent();

    reader.answers(failing(Kind.UNREACHABLE));
    while (clock.instant().isBefore(Instant.parse("2026-11-24T14:30:00Z"))) {
      timer.elapse();
    }
    assertThat(poller.reading()).isInstanceOf(Reading.Stale.class);
    assertThat(known().maintenance().known()).isEmpty();
    assertThat(images()).containsKey("pool");
  }

  @Test
  void errorOfTheVirtualMachineStopsNothing() {
    reader.doing(() -> {
      throw new StackOverflowError("secret of the depths");
    });
    follow(DAY);
    timer.elapse();
    assertThat(poller.reading())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed ->
                assertThat(failed.why().message())
                    .endsWith("StackOverflowError")
                    .doesNotContain("secret"));

    reader.answers(new Attempt.Succeeded(facts("again")));
    timer.elapse();
    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
  }

  private void follow(Duration refresh) {
    poller.follow(new Target(Optional.of(ID), refresh, ""));
  }

  private ManagedClusterFacts known() {
    return poller.reading().known().orElseThrow();
  }

  private Map<String, String> images() {
    return poller.reading().latestImages();
  }

  private static Attempt without(Kind kind) {
    Part<Set<String>> missing = new Part.Missing<>(new Failure(kind, "so it is"));
    return new Attempt.Succeeded(facts("here", missing));
  }

  private static ManagedClusterFacts withoutImage(Attempt.Succeeded round) {
    ManagedClusterFacts facts = round.facts();
    return new ManagedClusterFacts(
        facts.cluster(),
        facts.upgrades(),
        facts.supported(),
        facts.maintenance(),
        facts.podLinkLocalAccess(),
        new TreeMap<>(
            Map.of("pool", new Part.Missing<>(new Failure(Kind.UNREACHABLE, "so it is")))));
  }
}
