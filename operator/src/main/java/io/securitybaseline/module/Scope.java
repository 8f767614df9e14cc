package io.securitybaseline.module;

/** The part of the cluster that one pass evaluates. */
public sealed interface Scope {

  /** One namespace with everything in it. */
  record InNamespace(String name) implements Scope {}

  /**
   * One cluster-scoped object of a kind of which there may be many.
   *
   * @param kind such as {@code ClusterRoleBinding}
   */
  record OneObject(String kind, String name) implements Scope {}

  /** What exists once in the cluster, and kinds that are evaluated all at once, such as nodes. */
  record WholeCluster() implements Scope {}
}
