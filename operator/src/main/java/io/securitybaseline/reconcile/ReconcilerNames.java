package io.securitybaseline.reconcile;

/** The names of the reconcilers, as the framework, metrics and logs have them. */
final class ReconcilerNames {

  static final String BASELINE = "baseline";
  static final String NAMESPACE = "namespace";
  static final String CLUSTER_ROLE_BINDING = "clusterrolebinding";

  private ReconcilerNames() {}
}
