package io.securitybaseline.facts.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pool that is scaled to nothing may be back at any moment. */
class WindowsPoolsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void areKnownHoweverManyNodesTheyHave() {
    assertThat(PollState.EMPTY.windowsPools()).isFalse();
    assertThat(after(pool("Linux", 3)).windowsPools()).isFalse();
    assertThat(after(pool("Linux", 3), pool("Windows", 0)).windowsPools()).isTrue();
  }

  @Test
  void areNotForgottenInAnOutage() {
    PollState failed =
        after(pool("Windows", 0))
            .after(ScriptedReader.failing(Failure.Kind.UNREACHABLE), NOW.plus(Duration.ofDays(30)));

    assertThat(failed.windowsPools()).isTrue();
  }

  private static PollState after(AgentPool... pools) {
    return PollState.EMPTY.after(
        new Attempt.Succeeded(ScriptedReader.facts("westeurope", List.of(pools))), NOW);
  }

  private static AgentPool pool(String os, int count) {
    return new AgentPool(
        "pool",
        new Setting(os),
        Setting.ABSENT,
        Setting.ABSENT,
        count,
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
