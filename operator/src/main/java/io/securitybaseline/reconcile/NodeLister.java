package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Node;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.module.ResourceReader;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes that there are, from the one cache of them that all controls share. */
final class NodeLister {

  private final Set<String> knownWindows = new HashSet<>();
  private final ResourceReader resources;

  NodeLister(ResourceReader resources) {
    this.resources = resources;
  }

  Stream<Node> list() {
    return resources.all(Node.class);
  }

  /**
   * The names of Windows nodes that have become known since the last call. A pod may be observed
   * before its node, and was then evaluated as one on Linux.
   */
  synchronized Set<String> newWindowsNodes() {
    Set<String> now =
        list()
            .filter(ClusterObservation::isWindows)
            .map(node -> node.getMetadata().getName())
            .collect(Collectors.toSet());
    Set<String> unseen = new HashSet<>(now);
    unseen.removeAll(knownWindows);
    knownWindows.clear();
    knownWindows.addAll(now);
    return unseen;
  }
}
