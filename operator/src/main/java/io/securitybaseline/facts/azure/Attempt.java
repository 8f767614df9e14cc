package io.securitybaseline.facts.azure;

/** How one round of requests ended. */
public sealed interface Attempt {

  /** The cluster was read, though parts may be missing. */
  record Succeeded(ManagedClusterFacts facts) implements Attempt {}

  /** Not even the cluster was. */
  record Failed(Failure failure) implements Attempt {}
}
