package io.securitybaseline.facts;

import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which engines have agents in the cluster.
 *
 * @param running those whose agents are ready on most of their nodes, each with the version of all
 *     its agents, or an empty text where it is unknown
 * @param notReady those whose agents exist and do not run on most of their nodes
 * @param updating those whose version is unknown because a rollout of their agents has not ended
 * @param gone those whose agents disappeared a short while ago, and may be back soon
 * @param cilium the settings of Cilium's agents
 */
public record EngineAgents(
    Map<NetworkEngine, String> running,
    Set<NetworkEngine> notReady,
    Set<NetworkEngine> updating,
    Set<NetworkEngine> gone,
    CiliumConfig cilium) {

  public static final EngineAgents NONE = new EngineAgents(Map.of(), Set.of(), Set.of(), Set.of());

  /** Where Cilium has its defaults. */
  public EngineAgents(
      Map<NetworkEngine, String> running,
      Set<NetworkEngine> notReady,
      Set<NetworkEngine> updating,
      Set<NetworkEngine> gone) {
    this(running, notReady, updating, gone, CiliumConfig.DEFAULT);
  }

  /** The same, with the settings of Cilium's agents. */
  public EngineAgents with(CiliumConfig config) {
    return new EngineAgents(running, notReady, updating, gone, config);
  }

  public EngineAgents {
    running = Map.copyOf(running);
    notReady = Set.copyOf(notReady);
    updating = Set.copyOf(updating);
    gone = Set.copyOf(gone);
  }

  /** What the agents show at the moment, with no memory of earlier. */
  public static EngineAgents of(Collection<EngineAgent> agents) {
    return ofHistories(AgentHistory.next(Map.of(), agents, 0).values());
  }

  static EngineAgents ofHistories(Collection<AgentHistory> histories) {
    Map<NetworkEngine, String> running = new EnumMap<>(NetworkEngine.class);
    Set<NetworkEngine> notReady = EnumSet.noneOf(NetworkEngine.class);
    Set<NetworkEngine> updating = EnumSet.noneOf(NetworkEngine.class);
    Set<NetworkEngine> gone = EnumSet.noneOf(NetworkEngine.class);
    for (AgentHistory history : histories) {
      if (history.gone()) {
        gone.add(history.engine());
      } else if (history.running()) {
        running.put(history.engine(), history.version());
      } else {
        notReady.add(history.engine());
      }
      if (history.updating()) {
        updating.add(history.engine());
      }
    }
    notReady.removeAll(running.keySet());
    gone.removeAll(running.keySet());
    gone.removeAll(notReady);
    return new EngineAgents(running, notReady, updating, gone);
  }

  /** Whether the engine has agents that do not run, or had some a short while ago. */
  public boolean mayReturn(NetworkEngine engine) {
    return notReady.contains(engine) || gone.contains(engine);
  }
}
