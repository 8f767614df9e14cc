package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.InstanceMetadataReport;
import io.securitybaseline.report.Ledger;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.OffReport;
import java.util.List;

/** Sees to the cluster-wide policies and rolls up what the ledger has of every namespace. */
final class InstanceMetadataPass implements ControlPass {

  private static final ControlId CONTROL = InstanceMetadataModule.ID;

  private final List<ClusterPass<?>> cluster;
  private final NamespaceCleanup cleanup;
  private final NamespaceLister live;
  private final Ledger ledger;
  private final Metrics metrics;

  InstanceMetadataPass(
      List<ClusterPass<?>> cluster,
      NamespaceCleanup cleanup,
      NamespaceLister live,
      Ledger ledger,
      Metrics metrics) {
    this.cluster = List.copyOf(cluster);
    this.cleanup = cleanup;
    this.live = live;
    this.ledger = ledger;
    this.metrics = metrics;
  }

  @Override
  public ControlId control() {
    return CONTROL;
  }

  @Override
  public PassResult over(CurrentSituation.Revision revision) {
    ClusterPass.PassResult done = clusterWide(revision);
    NamespaceCount counted = count(revision.situation());
    metrics.namespaces(CONTROL, counted.rollUp());
    Situation situation = revision.situation();
    List<Finding> mistakes =
        SpecMistakes.of(
            situation.baseline().spec(), live::namespaced, situation.rolloutMatchesNothing());
    return new PassResult(report(situation, done.after(mistakes), counted), done.again());
  }

  @Override
  public CleanupProgress cleanUp(CurrentSituation.Revision revision) {
    return clusterWide(revision).cleanup().and(cleanup.progress(revision));
  }

  private ClusterPass.PassResult clusterWide(CurrentSituation.Revision revision) {
    return ClusterPass.over(cluster, revision);
  }

  @Override
  public void forget() {
    ledger.clear();
  }

  private static ControlReport report(
      Situation situation, ClusterPass.PassResult cluster, NamespaceCount counted) {
    Baseline baseline = situation.baseline();
    Mode mode = Modes.of(new InstanceMetadataModule(), baseline.spec());
    return mode == Mode.OFF
        ? new OffReport(counted.progress())
        : new InstanceMetadataReport(
            mode,
            InstanceMetadataControl.engine(baseline.spec().instanceMetadata(), situation.cluster()),
            counted.rollUp(),
            cluster.findings(),
            cluster.planned(),
            counted.progress(),
            counted.unevaluated());
  }

  private NamespaceCount count(Situation situation) {
    NamespaceCount count = new NamespaceCount(CONTROL, situation);
    live.list()
        .forEach(namespace -> {
          String name = namespace.getMetadata().getName();
          count.add(name, ledger.find(name, namespace.getMetadata().getUid()));
        });
    return count;
  }
}
