package io.securitybaseline.facts;

import java.util.Comparator;

/**
 * The pool that a node belongs to.
 *
 * @param name empty where nodes share no pool with a name
 */
public record NodePool(Kind kind, String name) implements Comparable<NodePool> {

  /** Who makes and replaces the nodes of the pool. */
  public enum Kind {
    /** An AKS node pool. */
    AGENT_POOL,
    /** Node auto-provisioning (Karpenter), which picks and replaces nodes by itself. */
    AUTO_PROVISIONED,
    /** Virtual nodes: no machine, no image. */
    VIRTUAL,
    /** No label reports the pool: not an AKS node, or one that has only just registered. */
    NONE
  }

  private static final Comparator<NodePool> ORDER =
      Comparator.comparing(NodePool::displayName).thenComparing(NodePool::kind);

  /**
   * The name of the pool in the status, in exemptions and in metrics. Names of AKS pools are
   * letters and digits only, so that no other kind can be taken for one.
   */
  public String displayName() {
    return switch (kind) {
      case AGENT_POOL -> name;
      case AUTO_PROVISIONED -> "karpenter/" + name;
      case VIRTUAL -> "(virtual)";
      case NONE -> "(none)";
    };
  }

  @Override
  public int compareTo(NodePool other) {
    return ORDER.compare(this, other);
  }
}
