package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Node;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.securitybaseline.facts.ClusterObservation;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The nodes that there are, from the one cache of them that all controls share. */
final class NodeLister {

  private final Set<String> knownWindows = new HashSet<>();
  private @Nullable Cache<Node> nodes;

  /** Called once, when the reconciler of the baseline is registered. */
  void open(Cache<Node> nodes) {
    this.nodes = nodes;
  }

  Stream<Node> list() {
    return Objects.requireNonNull(nodes).list();
  }

  Optional<Node> find(String name) {
    return nodes == null ? Optional.empty() : nodes.get(new ResourceID(name));
  }

  /**
   * The names of Windows nodes that have become known since the last call. A pod may be seen before
   * its node is, and was then judged as one on Linux.
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
