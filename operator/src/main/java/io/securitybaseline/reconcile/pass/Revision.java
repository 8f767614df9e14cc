package io.securitybaseline.reconcile.pass;

import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;

/**
 * A situation with its number. A later number means another situation, even where the spec's
 * generation is the same because only the cluster changed.
 */
public record Revision(long number, Situation situation) {

  /** Whether changes may be made that enforce the baseline. */
  boolean isActive() {
    return situation.phase() == Phase.ACTIVE;
  }
}
