package io.securitybaseline.facts;

/** Which nodes run Windows. */
@FunctionalInterface
public interface WindowsNodes {

  /** Whether the node of this name runs Windows. */
  boolean isWindowsNode(String name);

  /** Whether the nodes of the AKS node pool of this name run Windows. */
  default boolean isWindowsPool(String name) {
    return false;
  }
}
