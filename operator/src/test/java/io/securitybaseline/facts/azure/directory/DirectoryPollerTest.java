package io.securitybaseline.facts.azure.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the directory is asked, how long an answer counts, and who is triggered by it. */
class DirectoryPollerTest extends PolledDirectory {

  @Test
  void nothingIsOpenedOrAskedWithoutAQuestion() {
    poller.ask("a", DirectoryQuestions.NONE, poller.known());

    assertThat(timer.isSet()).isFalse();
    assertThat(opened).isZero();
  }

  @Test
  void questionsOfSeveralEvaluationsShareARoundAndEachIsTriggeredByItsAnswer() {
    ask("a", ALICE);
    ask("b", ALICE, BOB);
    timer.elapse();

    assertThat(requests).hasSize(1);
    assertThat(triggered).containsExactlyInAnyOrder("a", "b");
    assertThat(of(ALICE)).isEqualTo(new Membership.Member());
    assertThat(of(BOB)).isEqualTo(new Membership.NotAMember());
  }

  @Test
  void anAnswerCountsForAnHourAndIsNotAskedForAgainMeanwhile() {
    ask("a", ALICE);
    timer.elapse();
    for (Duration passed = Duration.ZERO;
        passed.compareTo(Duration.ofMinutes(44)) < 0;
        passed = passed.plus(timer.delay())) {
      ask("a", ALICE);
      timer.elapse();
    }

    assertThat(requests).hasSize(1);
    assertThat(triggered).hasSize(1);
  }

  @Test
  void whatIsStillNeededIsAskedForAgainWithinTheHour() {
    ask("a", ALICE, BOB);
    timer.elapse();
    members.add(BOB);
    elapse(Duration.ofMinutes(55));

    assertThat(requests).hasSize(2);
    assertThat(of(BOB)).isEqualTo(new Membership.Member());
    assertThat(triggered).containsExactly("a", "a");
  }

  @Test
  void anAnswerThatIsKnownAlreadyTriggersTheEvaluationThatDidNotSeeIt() {
    ask("a", ALICE);
    timer.elapse();
    triggered.clear();

    poller.ask("b", questions(ALICE), Memberships.NONE);

    assertThat(triggered).containsExactly("b");
  }

  @Test
  void whatIsNotNeededAnyMoreIsForgotten() {
    ask("a", ALICE);
    timer.elapse();
    poller.ask("a", DirectoryQuestions.NONE, poller.known());
    elapse(Duration.ofHours(2));

    assertThat(requests).hasSize(1);
  }

  /** Every pass evaluates again, with the same questions or with none. */
  @Test
  void inASteadyStateNothingIsAsked() {
    Instant check = clock.instant().plus(Duration.ofMinutes(45));
    ask("stays", BOB);
    timer.elapse();
    poller.ask("replaced", replaced(check, ALICE), poller.known());
    poller.ask("clean", DirectoryQuestions.NONE, poller.known());
    elapse(Duration.ofMinutes(46));
    poller.ask("stays", DirectoryQuestions.NONE, poller.known());
    int before = requests.size();

    for (int pass = 0; pass < 24 * 12; pass++) {
      clock.advance(Duration.ofMinutes(5));
      poller.ask("replaced", replaced(check, ALICE), poller.known());
      poller.ask("clean", DirectoryQuestions.NONE, poller.known());
      elapse(Duration.ZERO);
    }

    assertThat(before)
        .as("of the user who stays, and the check after the replacement")
        .isPositive();
    assertThat(requests).hasSize(before);
  }

  @Test
  void aRequestedPassAsksAgainAboutAllWhoAreNotMembers() {
    poller.askAgain("");
    ask("a", ALICE, BOB);
    timer.elapse();
    poller.askAgain("");
    assertThat(timer.delay()).isGreaterThan(Duration.ofMinutes(1));

    members.add(BOB);
    poller.askAgain("now");
    timer.elapse();

    assertThat(requests).hasSize(2);
    assertThat(requests.getLast().users()).containsOnlyKeys(BOB.user());
    assertThat(of(BOB)).isEqualTo(new Membership.Member());
  }

  @Test
  void oneEvaluationWithAThousandUsersDelaysNoOther() {
    UserInGroup[] hostile =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new UserInGroup("user-%d@contoso.com".formatted(i), DEVS))
            .toArray(UserInGroup[]::new);
    poller.ask("hostile", questions(hostile), poller.known());
    ask("b", ALICE);
    timer.elapse();

    assertThat(of(ALICE)).isEqualTo(new Membership.Member());
    assertThat(requests.getFirst().users()).hasSize(AnswerCache.MOST_USERS);
    elapse(Duration.ofMinutes(5));
    assertThat(requests.stream().flatMap(it -> it.users().keySet().stream()).distinct())
        .hasSize(Asked.MOST_OF_ONE + 1);
  }

  @Test
  void atMostTwentyGroupsAreAskedForAUserAtOnce() {
    UserInGroup[] pairs =
        IntStream.range(0, 45)
            .mapToObj(i ->
                new UserInGroup("alice@contoso.com", "00000000-0000-4000-8000-%012d".formatted(i)))
            .toArray(UserInGroup[]::new);
    ask("a", pairs);
    elapse(Duration.ofSeconds(10));

    assertThat(requests).hasSize(3);
    assertThat(requests)
        .allSatisfy(it -> assertThat(it.users().get("alice@contoso.com")).hasSizeLessThan(21));
  }
}
