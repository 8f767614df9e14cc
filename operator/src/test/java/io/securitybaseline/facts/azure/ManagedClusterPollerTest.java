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
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When Azure is asked. */
class ManagedClusterPollerTest {

  private static final String ID =
      "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c";
  private static final Duration REFRESH = Duration.ofMinutes(15);

  private final MovableClock clock = MovableClock.at("2026-11-24T08:00:00Z");
  private final FakeTimer timer = new FakeTimer(clock);
  private final ScriptedReader reader = new ScriptedReader();
  private final List<Reading> news = new ArrayList<>();
  private final ManagedClusterPoller poller =
      new ManagedClusterPoller(
          reader,
          timer,
          new SplittableRandom(7),
          new ManagedClusterPoller.Clocks(clock, clock),
          () -> news.add(this.poller().reading()));

  private ManagedClusterPoller poller() {
    return poller;
  }

  @Test
  void withoutResourceIdNothingIsOpenedOrScheduled() {
    poller.follow(new Target(Optional.empty(), REFRESH, "now"));

    assertThat(timer.isSet()).isFalse();
    assertThat(reader.opened()).isEmpty();
    assertThat(poller.reading()).isEqualTo(new Reading.NotConfigured());
  }

  @Test
  void firstReadingComesSoonAndInTheTimersThread() {
    poller.follow(target(""));

    assertThat(poller.reading()).isEqualTo(new Reading.Pending());
    assertThat(reader.opened()).isEmpty();
    assertThat(timer.delay()).isLessThan(Duration.ofSeconds(10));
    timer.elapse();
    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
    assertThat(news).hasSize(1);
  }

  @Test
  void refreshesAtItsIntervalWithJitterAndOneReader() {
    poller.follow(target(""));
    timer.elapse();
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waits.add(timer.delay());
      timer.elapse();
    }

    assertThat(waits).allMatch(wait -> wait.compareTo(REFRESH) >= 0);
    assertThat(waits).allMatch(wait -> wait.compareTo(REFRESH.plusSeconds(90)) <= 0);
    assertThat(waits.stream().distinct().count()).isGreaterThan(10);
    assertThat(reader.opened()).hasSize(1);
  }

  @Test
  void sameTargetChangesNothing() {
    poller.follow(target(""));
    timer.elapse();
    Duration before = timer.delay();
    poller.follow(target(""));

    assertThat(timer.delay()).isEqualTo(before);
    assertThat(reader.reads()).isEqualTo(1);
  }

  @Test
  void aRequestedReadStartsImmediatelyAndKeepsKnownFacts() {
    poller.follow(target(""));
    timer.elapse();
    clock.advance(Duration.ofSeconds(10));
    poller.follow(target("please"));

    assertThat(timer.delay()).isZero();
    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
    timer.elapse();
    assertThat(reader.reads()).isEqualTo(2);
    assertThat(reader.opened()).hasSize(1);
  }

  @Test
  void notEvenAPersonWhoAsksBreaksAzuresRequest() {
    poller.follow(target(""));
    reader.answers(failing(Kind.THROTTLED, Duration.ofMinutes(7)));
    timer.elapse();
    clock.advance(Duration.ofMinutes(2));
    poller.follow(target("please"));

    assertThat(timer.delay()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void waitsLongerAfterEachFailureUpToTheInterval() {
    reader.answers(failing(Kind.UNREACHABLE));
    poller.follow(target(""));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      timer.elapse();
      waits.add(timer.delay().toMinutes());
    }

    assertThat(waits).containsExactly(0L, 1L, 2L, 4L, 8L, 15L, 15L, 15L);
  }

  @Test
  void retryAfterIsHonouredWhereItIsLongerAndBoundedWhereItIsAbsurd() {
    poller.follow(target(""));
    reader.answers(failing(Kind.THROTTLED, Duration.ofMinutes(20)));
    timer.elapse();
    assertThat(timer.delay()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(22));

    reader.answers(failing(Kind.THROTTLED, Duration.ofDays(400)));
    timer.elapse();
    assertThat(timer.delay()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(66));
  }

  @Test
  void retryAfterOfAPartHoldsForAll() {
    poller.follow(target(""));
    reader.answers(
        new Attempt.Succeeded(facts("x", missing(Kind.THROTTLED, Duration.ofMinutes(40)))));
    timer.elapse();

    assertThat(timer.delay()).isGreaterThanOrEqualTo(Duration.ofMinutes(40));
  }

  @Test
  void otherClusterBeginsFromNothing() {
    poller.follow(target(""));
    timer.elapse();
    poller.follow(new Target(Optional.of(ID + "2"), REFRESH, ""));

    assertThat(poller.reading()).isEqualTo(new Reading.Pending());
    timer.elapse();
    assertThat(reader.opened()).extracting(ManagedClusterId::name).containsExactly("c", "c2");
  }

  @Test
  void answerForATargetThatIsNotWantedAnyMoreIsDropped() {
    reader.doing(() -> {
      poller.follow(Target.NONE);
      return new Attempt.Succeeded(facts("late"));
    });
    poller.follow(target(""));
    timer.elapse();

    assertThat(poller.reading()).isEqualTo(new Reading.NotConfigured());
    assertThat(news).isEmpty();
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void idThatIsNoneIsSaidAndTriedAgain() {
    poller.follow(new Target(Optional.of("/subscriptions/s"), REFRESH, ""));
    timer.elapse();

    assertThat(poller.reading())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> assertThat(failed.why().message()).contains("spec.cluster.resourceId"));
    assertThat(timer.isSet()).isTrue();
  }

  @Test
  void readerThatThrowsStopsNothing() {
    reader.throwing(new IllegalStateException("unforeseen"));
    poller.follow(target(""));
    timer.elapse();
    assertThat(poller.reading()).isInstanceOf(Reading.Failed.class);

    reader.answers(new Attempt.Succeeded(facts("westeurope")));
    timer.elapse();
    assertThat(poller.reading()).isInstanceOf(Reading.Fresh.class);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void afterARejectedSignInItSignsInAgain(Kind kind) {
    poller.follow(target(""));
    reader.answers(failing(kind));
    timer.elapse();
    timer.elapse();

    assertThat(reader.opened()).hasSize(kind == Kind.NOT_SIGNED_IN ? 2 : 1);
  }

  @Test
  void otherClusterIsNotEvaluatedByTheEngineOfTheFirst() {
    poller.follow(target(""));
    timer.elapse();
    poller.follow(new Target(Optional.of(ID + "2"), REFRESH, ""));
    assertThat(poller.engine()).isEqualTo(ReportedEngine.NOTHING);

    timer.elapse();
    poller.follow(Target.NONE);
    assertThat(poller.engine()).isEqualTo(ReportedEngine.NOTHING);
  }

  @Test
  void closingClosesTheTimer() {
    poller.close();

    assertThat(timer.isClosed()).isTrue();
  }

  private static Target target(String requestedAt) {
    return new Target(Optional.of(ID), REFRESH, requestedAt);
  }

  private static Part<Set<String>> missing(Kind kind, Duration retryAfter) {
    return new Part.Missing<>(new Failure(kind, "so it is", Optional.of(retryAfter)));
  }
}
