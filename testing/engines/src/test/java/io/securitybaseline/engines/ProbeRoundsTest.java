package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ProbeRoundsTest {

  private static final LabPod POD = new LabPod(new PodId("team-a", "web"), "10.244.0.1", false, "");
  private static final List<Attempt> ATTEMPTS =
      List.of(
          new Attempt(POD, Target.IMDS),
          new Attempt(POD, new Target("internet:443", "8.8.8.8", 443)));
  private static final List<Boolean> OPEN = List.of(true, true);
  private static final List<Boolean> CLOSED = List.of(false, true);

  @Test
  void twoRoundsThatAgreeAreEnough() {
    assertThat(rounds(Duration.ZERO, List.of(CLOSED, CLOSED))).isEqualTo(CLOSED);
  }

  @Test
  void aLongDisagreementPasses() {
    List<List<Boolean>> results =
        List.of(OPEN, CLOSED, OPEN, CLOSED, OPEN, CLOSED, OPEN, CLOSED, OPEN, CLOSED, CLOSED);
    assertThat(rounds(Duration.ofMinutes(1), results)).isEqualTo(CLOSED);
  }

  @Test
  void attemptsThatDoNotSettleAreNamedWithWhatTheEnginePrinted() {
    assertThatThrownBy(() -> rounds(Duration.ZERO, List.of(CLOSED, OPEN)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("at step enforce")
        .hasMessageContaining("1 of 2 attempts")
        .hasMessageContaining("team-a/web to imds:80 (reached in the last round alone)")
        .hasMessageContaining("rules written");
    assertThatThrownBy(() -> rounds(Duration.ZERO, List.of(OPEN, CLOSED)))
        .hasMessageContaining("team-a/web to imds:80 (not reached in the last round)");
  }

  private static List<Boolean> rounds(Duration limit, List<List<Boolean>> results) {
    return new ProbeRounds(new Rounds(new ArrayDeque<>(results)), limit)
        .untilTwoAgree(Step.ENFORCE, ATTEMPTS);
  }

  /** A lab that answers each round of probes with the next of these. */
  private record Rounds(Queue<List<Boolean>> results) implements Lab {

    @Override
    public List<Boolean> probe(List<Attempt> attempts) {
      return results.remove();
    }

    @Override
    public String log() {
      return "rules written";
    }

    @Override
    public void addPods(List<LabPod> pods) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void takeAddress(String ip) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void releaseAddress(String ip) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void settle() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void watch(List<Attempt> attempts) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Opening> watched() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean sendsPackets() {
      return true;
    }

    @Override
    public void close() {}
  }
}
