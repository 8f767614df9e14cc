package io.securitybaseline.reconcile;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.reconcile.pass.CleanupProgress;
import io.securitybaseline.report.ControlReport;
import java.time.Duration;
import java.util.Optional;

/**
 * One control's share in a pass of the baseline: it sees to what there is but once in the cluster,
 * and says how the control stands. What happens in single namespaces is not its business.
 */
interface ControlPass {

  /**
   * What came of it.
   *
   * @param again when to look once more though nothing should happen till then
   */
  record PassResult(ControlReport report, Optional<Duration> again) {}

  /** The control whose share it is. */
  ControlId control();

  PassResult over(CurrentSituation.Revision revision);

  /** Takes back, while the baseline is being deleted, what there is but once. */
  CleanupProgress cleanUp(CurrentSituation.Revision revision);

  /** Forgets everything: the baseline was deleted. */
  void forget();
}
