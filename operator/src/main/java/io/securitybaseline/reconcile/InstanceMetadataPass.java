package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.Mode;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.InstanceMetadataReport;
import io.securitybaseline.report.Ledger;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.OffReport;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.RollUp;
import java.util.List;
import java.util.Optional;

/** Sees to the cluster-wide policies and rolls up what the ledger has of every namespace. */
final class InstanceMetadataPass implements ControlPass {

  private static final ControlId CONTROL = ControlId.INSTANCE_METADATA;

  private final List<ClusterPass<?>> cluster;
  private final Withdrawal withdrawal;
  private final LiveNamespaces live;
  private final Ledger ledger;
  private final Metrics metrics;

  InstanceMetadataPass(
      List<ClusterPass<?>> cluster,
      Withdrawal withdrawal,
      LiveNamespaces live,
      Ledger ledger,
      Metrics metrics) {
    this.cluster = List.copyOf(cluster);
    this.withdrawal = withdrawal;
    this.live = live;
    this.ledger = ledger;
    this.metrics = metrics;
  }

  @Override
  public ControlId control() {
    return CONTROL;
  }

  @Override
  public Done over(CurrentSituation.Edition edition) {
    ClusterPass.Done done = clusterWide(edition);
    Counted counted = count(edition.situation());
    metrics.namespaces(CONTROL, counted.rollUp());
    return new Done(report(edition.situation(), done, counted), done.again());
  }

  @Override
  public boolean withdraw(CurrentSituation.Edition edition) {
    return clusterWide(edition).remaining() == 0 && withdrawal.isComplete(edition);
  }

  private ClusterPass.Done clusterWide(CurrentSituation.Edition edition) {
    return cluster.stream()
        .map(pass -> pass.over(edition))
        .reduce(ClusterPass.Done::and)
        .orElse(ClusterPass.Done.NOTHING);
  }

  @Override
  public void forget() {
    ledger.clear();
  }

  private static ControlReport report(
      Situation situation, ClusterPass.Done cluster, Counted counted) {
    Baseline baseline = situation.baseline();
    Mode mode = baseline.mode(CONTROL);
    return mode == Mode.OFF
        ? new OffReport(counted.progress())
        : new InstanceMetadataReport(
            mode,
            InstanceMetadataControl.engine(baseline.spec().instanceMetadata(), situation.cluster()),
            counted.rollUp(),
            cluster.findings(),
            cluster.planned(),
            counted.progress());
  }

  private Counted count(Situation situation) {
    RollUp.Collector collector = new RollUp.Collector(CONTROL);
    List<String> excluded = situation.baseline().spec().namespaces().exclude();
    int evaluated = 0;
    int total = 0;
    for (Namespace namespace : live.list().toList()) {
      total++;
      String name = namespace.getMetadata().getName();
      Optional<Ledger.Entry> entry =
          ledger
              .find(name, namespace.getMetadata().getUid())
              .filter(known -> known.generation() == situation.generation());
      if (entry.isPresent()) {
        evaluated++;
        collector.add(name, entry.get());
      } else if (!SystemNamespaces.excludes(name, excluded)) {
        collector.addUnseen();
      }
    }
    return new Counted(collector.result(), new Progress("namespaces", evaluated, total));
  }

  private record Counted(RollUp rollUp, Progress progress) {}
}
