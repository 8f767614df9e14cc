package io.securitybaseline.module;

import java.util.Comparator;

/**
 * What a control evaluates: a namespace, a binding, a node pool, the cluster.
 *
 * @param kind such as {@code Namespace}, {@code RoleBinding}, {@code NodePool}, {@code Cluster}
 * @param namespace empty for what is not in a namespace
 * @param uid distinguishes it from a later object with the same name; empty for what is not an
 *     object
 */
public record Subject(String kind, String namespace, String name, String uid)
    implements Comparable<Subject> {

  private static final Comparator<Subject> BY_NAME =
      Comparator.comparing(Subject::namespace)
          .thenComparing(Subject::name)
          .thenComparing(Subject::kind)
          .thenComparing(Subject::uid);

  /** The cluster itself. */
  public static final Subject CLUSTER = new Subject("Cluster", "", "cluster", "");

  @Override
  public int compareTo(Subject other) {
    return BY_NAME.compare(this, other);
  }
}
