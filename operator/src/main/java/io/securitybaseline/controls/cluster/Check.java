package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;

/** One question about the cluster's settings. */
interface Check {

  /** As in the status; never changes. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Whether the baseline requires it; the results of other checks are reported and do not count.
   */
  default boolean isRequired(ClusterRequirements require) {
    return false;
  }

  CheckEvaluation evaluate(CheckInput subject);
}
