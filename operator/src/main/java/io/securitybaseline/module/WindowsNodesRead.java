package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.Node;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.WindowsNodes;

/**
 * Which nodes run Windows, by the nodes there are.
 *
 * @param resources has the nodes
 */
public record WindowsNodesRead(ResourceReader resources) implements WindowsNodes {

  @Override
  public boolean isWindowsNode(String name) {
    return resources.find(Node.class, name).filter(ClusterObservation::isWindows).isPresent();
  }

  @Override
  public boolean isWindowsPool(String name) {
    return resources
        .all(Node.class)
        .anyMatch(
            node -> ClusterObservation.isWindows(node) && ClusterObservation.isOfPool(node, name));
  }
}
