package io.securitybaseline.facts;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Remembers the engines' agents from one evaluation to the next. */
public final class AgentMemory {

  private final LongSupplier nanoTime;
  private Map<String, AgentHistory> histories = Map.of();
  private List<EngineAgent> agents = List.of();

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public AgentMemory(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What follows from the agents that exist now and from what is remembered of them. */
  public synchronized EngineAgents evaluate(Collection<EngineAgent> now) {
    agents = List.copyOf(now);
    histories = AgentHistory.next(histories, now, nanoTime.getAsLong());
    return EngineAgents.ofHistories(histories.values());
  }

  /** The agents of the last evaluation, with the counts that they had then. */
  public synchronized List<EngineAgent> agents() {
    return agents;
  }

  /** How long until something follows from the time alone; empty if nothing does. */
  public synchronized Optional<Duration> untilDecision() {
    long now = nanoTime.getAsLong();
    return histories.values().stream()
        .flatMap(history -> history.untilDecision(now).stream())
        .min(Duration::compareTo);
  }
}
