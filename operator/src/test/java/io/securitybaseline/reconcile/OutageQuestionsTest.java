package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutageQuestionsTest {

  private static final Duration CHECK = Duration.ofSeconds(5);

  private long now = -Duration.ofDays(1).toNanos();
  private final OutageQuestions questions = new OutageQuestions(() -> now);

  @Test
  void nothingIsAskedAtTheCheckAtWhichAnOutageBegins() {
    assertThat(check(Set.of("Pod"), Set.of())).isEmpty();
    assertThat(check(Set.of("Pod"), Set.of())).containsExactly("Pod");
  }

  /** A server that cannot be reached is one line in the log, whatever the moment of the check. */
  @Test
  void watchesThatBreakTogetherAreAskedAboutTogether() {
    assertThat(check(Set.of("Pod"), Set.of())).isEmpty();
    assertThat(check(Set.of("Pod", "Node"), Set.of())).isEmpty();
    assertThat(check(Set.of("Pod", "Node"), Set.of())).containsExactlyInAnyOrder("Pod", "Node");
  }

  @Test
  void aKindThatRecoversDoesNotPostponeTheOthers() {
    assertThat(check(Set.of("Pod", "Node"), Set.of())).isEmpty();
    assertThat(check(Set.of("Node"), Set.of())).containsExactly("Node");
  }

  @Test
  void whatIsReportedIsAskedAboutAgainAfterAMinute() {
    check(Set.of("Pod"), Set.of());
    check(Set.of("Pod"), Set.of());

    for (int i = 0; i < 11; i++) {
      assertThat(check(Set.of("Pod"), Set.of("Pod"))).isEmpty();
    }
    assertThat(check(Set.of("Pod"), Set.of("Pod"))).containsExactly("Pod");
    assertThat(check(Set.of("Pod"), Set.of("Pod"))).isEmpty();
  }

  @Test
  void whatIsNotReportedYetIsAskedAboutAtTheNextCheckWithoutTheOthers() {
    check(Set.of("Pod"), Set.of());
    check(Set.of("Pod"), Set.of());

    assertThat(check(Set.of("Pod", "Node"), Set.of("Pod"))).isEmpty();
    assertThat(check(Set.of("Pod", "Node"), Set.of("Pod"))).containsExactly("Node");
  }

  /**
   * No check asks while nothing is broken, so it is not seen otherwise that the first one ended.
   */
  @Test
  void aSecondOutageBeginsAnew() {
    check(Set.of("Pod", "Node"), Set.of());
    check(Set.of("Pod", "Node"), Set.of());

    questions.recovered(Set.of("Pod", "Node"));

    assertThat(check(Set.of("Pod"), Set.of())).isEmpty();
    assertThat(check(Set.of("Pod", "Node"), Set.of())).isEmpty();
    assertThat(check(Set.of("Pod", "Node"), Set.of())).containsExactlyInAnyOrder("Pod", "Node");
  }

  private Set<String> check(Set<String> broken, Set<String> reported) {
    Set<String> asked = questions.at(broken, reported);
    now += CHECK.toNanos();
    return asked;
  }
}
