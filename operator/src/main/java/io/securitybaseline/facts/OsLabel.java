package io.securitybaseline.facts;

/** The label of nodes, and of node selectors, with the operating system. */
final class OsLabel {

  static final String NAME = "kubernetes.io/os";

  private OsLabel() {}
}
