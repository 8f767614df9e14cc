package io.securitybaseline.facts.azure.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.Failure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts while the directory does not answer, and when it is asked again. */
class DirectoryOutageTest extends PolledDirectory {

  @Test
  void withoutAnAnswerForAnHourNothingIsKnownAnyMore() {
    ask("a", ALICE);
    timer.elapse();
    fail(Kind.UNREACHABLE, Optional.empty());
    elapse(Duration.ofMinutes(49));
    assertThat(of(ALICE)).isEqualTo(new Membership.Member());
    elapse(Duration.ofMinutes(15));

    assertThat(of(ALICE)).isEqualTo(new Membership.Unknown("it fails"));
  }

  @Test
  void retryAfterIsRespectedByEveryQuestion() {
    fail(Kind.THROTTLED, Optional.of(Duration.ofSeconds(90)));
    ask("a", ALICE);
    timer.elapse();
    ask("b", BOB);

    assertThat(requests).hasSize(1);
    assertThat(timer.delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
    assertThat(of(ALICE)).isEqualTo(new Membership.Unknown("it fails"));

    answering = true;
    failure = Optional.empty();
    timer.elapse();
    assertThat(of(ALICE)).isEqualTo(new Membership.Member());
    assertThat(requests).hasSize(2);
  }

  @Test
  void aRejectedTokenAndMissingPermissionsNeedANewSignIn() {
    fail(Kind.FORBIDDEN, Optional.empty());
    ask("a", ALICE);
    timer.elapse();
    timer.elapse();

    assertThat(opened).isEqualTo(2);
  }

  @Test
  void theReplacedAreCheckedOnceAndAgainOnlyWhileTheyAreMissing() {
    Instant check = clock.instant().plus(Duration.ofMinutes(45));
    poller.ask("a", replaced(check, ALICE, BOB), poller.known());
    elapse(Duration.ofMinutes(44));
    assertThat(requests).isEmpty();
    elapse(Duration.ofMinutes(10));

    assertThat(requests).hasSize(1);
    assertThat(of(BOB)).isEqualTo(new Membership.NotAMember());
    assertThat(triggered).containsExactly("a");

    elapse(Duration.ofHours(3));
    assertThat(requests.subList(1, requests.size()))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.users()).containsOnlyKeys(BOB.user()));
  }

  @Test
  void aReplacementOfLongAgoIsNotChecked() {
    Instant check = clock.instant().minus(Duration.ofHours(2));
    poller.ask("a", replaced(check, BOB), poller.known());
    elapse(Duration.ofHours(3));

    assertThat(requests).isEmpty();
  }
}
