package io.securitybaseline.controls.cluster;

/**
 * The pods of a component of AKS, by the counts of its DaemonSet or Deployment.
 *
 * @param desired how many are to run
 * @param ready how many of them are ready
 */
record ComponentPods(int desired, int ready) {

  /** Whether at least one is to run, and all that are to run are ready. */
  boolean areReady() {
    return desired > 0 && ready >= desired;
  }

  @Override
  public String toString() {
    return "%,d of %,d pods".formatted(ready, desired);
  }
}
