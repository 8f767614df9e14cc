package io.securitybaseline.facts;

import io.securitybaseline.kubernetes.NetworkEngine;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the DaemonSet of an engine's agents from one evaluation to the next, so
 * that agents that restart over and over do not change the decision, and with it the evaluation of
 * every namespace, each time.
 *
 * @param gone whether the DaemonSet has disappeared
 * @param running whether the agents count as running
 * @param version that of all agents; empty if unknown
 * @param updating whether the version is unknown because the agents are being updated
 * @param doubtedSince when the agents stopped being ready on most nodes, or the DaemonSet
 *     disappeared, in nanoseconds of a monotonic clock; null while they are ready
 */
record AgentHistory(
    NetworkEngine engine,
    boolean gone,
    boolean running,
    String version,
    boolean updating,
    @Nullable Long doubtedSince) {

  /**
   * How long agents that were ready on most nodes still count as running, and how long a DaemonSet
   * that disappeared may come back. What an engine has programmed on a node stays in force while
   * its agent restarts.
   */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * The histories after an evaluation.
   *
   * @param before by the DaemonSet's name
   * @param nanos now, on a monotonic clock
   */
  static Map<String, AgentHistory> next(
      Map<String, AgentHistory> before, Collection<EngineAgent> agents, long nanos) {
    Map<String, AgentHistory> after = new TreeMap<>();
    agents.forEach(agent ->
        after.put(agent.name(), next(Optional.ofNullable(before.get(agent.name())), agent, nanos)));
    before.forEach((name, history) -> {
      if (!after.containsKey(name)) {
        history.withoutDaemonSet(nanos).ifPresent(gone -> after.put(name, gone));
      }
    });
    return after;
  }

  private static AgentHistory next(Optional<AgentHistory> before, EngineAgent agent, long nanos) {
    Optional<AgentHistory> ran = before.filter(AgentHistory::running);
    String known = ran.map(AgentHistory::version).orElse("");
    String version = agent.settled() ? agent.version() : known;
    boolean updating = !agent.settled() && known.isEmpty();
    if (agent.isReadyOnMostNodes()) {
      return new AgentHistory(agent.engine(), false, true, version, updating, null);
    }
    long since = before.map(AgentHistory::doubtedSince).orElse(nanos);
    boolean running = ran.isPresent() && nanos - since < PATIENCE.toNanos();
    return new AgentHistory(agent.engine(), false, running, version, updating, since);
  }

  private Optional<AgentHistory> withoutDaemonSet(long nanos) {
    long since = !gone || doubtedSince == null ? nanos : doubtedSince;
    return nanos - since < PATIENCE.toNanos()
        ? Optional.of(new AgentHistory(engine, true, false, "", false, since))
        : Optional.empty();
  }

  /** How long until the decision changes if nothing happens; empty if it does not. */
  Optional<Duration> untilDecision(long nanos) {
    if (doubtedSince == null) {
      return Optional.empty();
    }
    long left = PATIENCE.toNanos() - (nanos - doubtedSince);
    return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }
}
