package io.securitybaseline.facts;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The input of the cluster-scoped part of a control.
 *
 * @param untouchedNamespaces namespaces in which the control must have no effect: system ones,
 *     excluded ones and those with a valid exemption
 * @param namespacesUncovered how many namespaces that should have their own object still lack it; a
 *     cluster-wide object that is no longer wanted goes only when none is left
 * @param agents the DaemonSets of engines' agents, with their counts of pods at the moment
 * @param rolloutMatchesNothing whether the rollout's selector matches no namespace
 */
public record ClusterScopeSnapshot(
    ClusterSnapshot cluster,
    SortedSet<String> untouchedNamespaces,
    int namespacesUncovered,
    List<EngineAgent> agents,
    boolean rolloutMatchesNothing) {

  public ClusterScopeSnapshot {
    untouchedNamespaces = Collections.unmodifiableSortedSet(new TreeSet<>(untouchedNamespaces));
    agents = List.copyOf(agents);
  }
}
