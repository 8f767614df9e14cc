package io.securitybaseline.control.cluster;

import io.securitybaseline.api.ClusterRequirements;

/** One question about the cluster's settings. */
interface Check {

  /** As in the status; never changes. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Whether the baseline asks for it; the answer to others is told and does not count. */
  default boolean isRequired(ClusterRequirements require) {
    return false;
  }

  CheckEvaluation evaluate(CheckInput subject);
}
