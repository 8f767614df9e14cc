package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.nodes.NodesControl;
import io.securitybaseline.controls.nodes.NodesModule;
import io.securitybaseline.controls.nodes.PoolAssessment;
import io.securitybaseline.controls.nodes.PoolDecision;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.NodePoolSnapshots;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.NodeEvents;
import io.securitybaseline.report.NodeMetrics;
import io.securitybaseline.report.NodesReport;
import io.securitybaseline.report.OffReport;
import io.securitybaseline.report.Progress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Judges every node pool, all in one go: it takes caches only, and nothing is written. */
final class NodesPass implements ControlPass {

  private final NodesControl control;
  private final NodeLister nodes;
  private final Upgrades upgrades;
  private final Announced announced;
  private final Clock clock;

  /**
   * Who is told beside the status.
   *
   * @param perNode whether there are metrics of every node
   */
  record Announced(NodeEvents events, NodeMetrics metrics, boolean perNode) {}

  NodesPass(
      NodesControl control, NodeLister nodes, Upgrades upgrades, Announced announced, Clock clock) {
    this.control = control;
    this.nodes = nodes;
    this.upgrades = upgrades;
    this.announced = announced;
    this.clock = clock;
  }

  @Override
  public ControlId control() {
    return NodesModule.ID;
  }

  @Override
  public PassResult over(CurrentSituation.Revision revision) {
    Situation situation = revision.situation();
    if (mode(situation.baseline()) == Mode.OFF) {
      forget();
      return new PassResult(new OffReport(new Progress("nodes", 0, 0)), Optional.empty());
    }
    Upgrades.Known known = upgrades.now();
    List<PoolDecision> pools =
        NodePoolSnapshots.of(nodes.list(), known.upgrades(), clock.instant()).stream()
            .map(pool -> decide(pool, situation))
            .toList();
    announced.metrics().tell(pools, announced.perNode());
    announced.events().tell(pools, situation.newcomer());
    return new PassResult(new NodesReport(pools, known.tableFault()), Optional.empty());
  }

  @Override
  public CleanupProgress cleanUp(CurrentSituation.Revision revision) {
    return CleanupProgress.NOTHING_TO_DO;
  }

  @Override
  public void forget() {
    announced.metrics().tell(List.of(), announced.perNode());
    announced.events().forget();
  }

  private static Mode mode(Baseline baseline) {
    return Modes.of(new NodesModule(), baseline.spec());
  }

  private PoolDecision decide(NodePoolSnapshot pool, Situation situation) {
    Baseline baseline = situation.baseline();
    return PoolDecision.of(
        NodesModule.applicability(
            baseline.spec(), mode(baseline), pool.pool().displayName(), situation.today()),
        assess(pool, baseline));
  }

  /** A fault costs no more than what is said of the one pool. */
  private PoolAssessment assess(NodePoolSnapshot pool, Baseline baseline) {
    try {
      return control.assess(pool, baseline);
    } catch (RuntimeException e) {
      FaultIsolatingControl.logFault(NodesModule.ID, pool.pool().displayName(), e);
      return PoolAssessment.failed(pool);
    }
  }
}
