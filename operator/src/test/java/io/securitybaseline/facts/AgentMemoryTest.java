package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.kubernetes.NetworkEngine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Agents that come and go do not change the decision each time. */
class AgentMemoryTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Close to the end of the clock's range, where it wraps around. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - MINUTE.toNanos());

  private final AgentMemory memory = new AgentMemory(nanos::get);

  @Test
  void agentsThatRestartStillCountForFiveMinutes() {
    assertThat(calico(3, true)).isEqualTo(RUNNING);
    assertThat(memory.untilDecision()).isEmpty();

    assertThat(calico(0, true)).isEqualTo(RUNNING);
    assertThat(memory.untilDecision()).contains(MINUTE.multipliedBy(5));
    pass(MINUTE.multipliedBy(4));
    assertThat(calico(1, true)).isEqualTo(RUNNING);
    assertThat(memory.untilDecision()).contains(MINUTE);
    pass(MINUTE);
    assertThat(calico(1, true)).isEqualTo(NOT_READY);
    assertThat(memory.untilDecision()).isEmpty();
  }

  @Test
  void agentsThatKeepRestartingNeverChangeTheDecision() {
    Set<EngineAgents> decisions = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      decisions.add(calico(3, true));
      pass(MINUTE.multipliedBy(2));
      decisions.add(calico(0, true));
      pass(MINUTE.multipliedBy(2));
    }

    assertThat(decisions).containsExactly(RUNNING);
  }

  @Test
  void agentsThatNeverRanGetNoPatience() {
    assertThat(calico(0, true)).isEqualTo(NOT_READY);
    assertThat(calico(1, true)).isEqualTo(NOT_READY);
    assertThat(calico(2, true)).isEqualTo(RUNNING);
  }

  @Test
  void theVersionDuringARolloutIsTheOneBefore() {
    calico(3, true);

    assertThat(evaluate("v3.32.0", 3, false)).isEqualTo(RUNNING);
    assertThat(evaluate("v3.32.0", 3, true))
        .isEqualTo(
            new EngineAgents(
                Map.of(NetworkEngine.CALICO, "v3.32.0"), Set.of(), Set.of(), Set.of()));
  }

  @Test
  void theVersionDuringARolloutThatBeganBeforeIsUnknown() {
    assertThat(calico(3, false))
        .isEqualTo(
            new EngineAgents(
                Map.of(NetworkEngine.CALICO, ""),
                Set.of(),
                Set.of(NetworkEngine.CALICO),
                Set.of()));
    assertThat(calico(3, true)).isEqualTo(RUNNING);
  }

  @Test
  void aDaemonSetThatDisappearsIsMissedForFiveMinutes() {
    calico(3, true);

    assertThat(memory.evaluate(List.of())).isEqualTo(GONE);
    pass(MINUTE.multipliedBy(4));
    assertThat(memory.evaluate(List.of())).isEqualTo(GONE);
    assertThat(memory.untilDecision()).contains(MINUTE);
    pass(MINUTE);
    assertThat(memory.evaluate(List.of())).isEqualTo(EngineAgents.NONE);
    assertThat(memory.untilDecision()).isEmpty();
  }

  @Test
  void theCountsAreThoseOfTheLastEvaluation() {
    calico(3, true);
    calico(1, true);

    assertThat(memory.agents())
        .singleElement()
        .satisfies(agent -> assertThat(agent.ready()).isEqualTo(1));
  }

  private static final EngineAgents RUNNING =
      new EngineAgents(Map.of(NetworkEngine.CALICO, "v3.31.2"), Set.of(), Set.of(), Set.of());
  private static final EngineAgents NOT_READY =
      new EngineAgents(Map.of(), Set.of(NetworkEngine.CALICO), Set.of(), Set.of());
  private static final EngineAgents GONE =
      new EngineAgents(Map.of(), Set.of(), Set.of(), Set.of(NetworkEngine.CALICO));

  private EngineAgents calico(int ready, boolean settled) {
    return evaluate("v3.31.2", ready, settled);
  }

  private EngineAgents evaluate(String version, int ready, boolean settled) {
    return memory.evaluate(
        List.of(
            new EngineAgent(
                NetworkEngine.CALICO, "kube-system/calico-node", version, 3, ready, settled)));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
