package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.azure.ManagedClusterId;

/** Judges the nodes of one pool. It only reports: Enforce has nothing to change. */
public final class NodesControl implements Control<NodePoolSnapshot> {

  @Override
  public Verdict evaluate(NodePoolSnapshot pool, Baseline baseline) {
    return assess(pool, baseline).verdict();
  }

  /** The same with what it rests on. */
  public PoolAssessment assess(NodePoolSnapshot pool, Baseline baseline) {
    return PoolAssessment.of(
        pool,
        baseline.spec().nodes(),
        ManagedClusterId.find(baseline.spec().cluster().resourceId()));
  }
}
