package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.securitybaseline.api.Mode;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.SecurityBaselineSpec;
import io.securitybaseline.api.SecurityBaselineStatus;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.InstanceMetadataReport;
import io.securitybaseline.report.Ledger;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.RollUp;
import io.securitybaseline.report.StatusReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Rolls the ledger up into a status, and tells events and metrics of the same facts. */
final class StatusPass {

  private final LiveNamespaces live;
  private final Ledger ledger;
  private final BaselineEvents events;
  private final Metrics metrics;
  private final Clock clock;

  StatusPass(
      LiveNamespaces live, Ledger ledger, BaselineEvents events, Metrics metrics, Clock clock) {
    this.live = live;
    this.ledger = ledger;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Tells that nothing will change from now on; the last status stays. */
  void suspended(SecurityBaseline baseline, boolean isNew) {
    metrics.suspended(true);
    if (isNew) {
      events.suspended(baseline);
    }
  }

  /** Tells of what the spec asks for and this version cannot do. */
  void announce(SecurityBaseline baseline) {
    events.announce(baseline);
  }

  /**
   * The baseline to send with its new status, and nothing else in it; or nothing if no fact
   * changed.
   */
  Optional<SecurityBaseline> over(
      SecurityBaseline baseline, CurrentSituation.Edition edition, ClusterPass.Done cluster) {
    SecurityBaselineSpec spec = baseline.getSpec();
    Mode mode = spec.effectiveMode(spec.instanceMetadata().mode());
    Counted counted = count(edition);
    Optional<InstanceMetadataReport> report =
        mode == Mode.OFF
            ? Optional.empty()
            : Optional.of(
                new InstanceMetadataReport(
                    mode,
                    InstanceMetadataControl.engine(
                        spec.instanceMetadata(), edition.situation().cluster()),
                    counted.rollUp(),
                    cluster.findings(),
                    cluster.planned()));
    List<Condition> previous =
        baseline.getStatus() == null ? List.of() : baseline.getStatus().conditions();
    SecurityBaselineStatus status =
        StatusReport.of(counted.progress(), report, mode, previous, clock.instant());
    tell(baseline, status, counted);
    return status.equals(baseline.getStatus())
        ? Optional.empty()
        : Optional.of(carrier(baseline, status));
  }

  private void tell(SecurityBaseline baseline, SecurityBaselineStatus status, Counted counted) {
    events.tell(baseline, status);
    metrics.suspended(false);
    metrics.namespaces(ControlId.INSTANCE_METADATA, counted.rollUp());
    metrics.conditions(status.conditions());
    if (counted.progress().complete()) {
      metrics.evaluated(clock.instant());
    }
  }

  private Counted count(CurrentSituation.Edition edition) {
    RollUp.Collector collector = new RollUp.Collector(ControlId.INSTANCE_METADATA);
    long generation = edition.situation().generation();
    List<String> excluded = edition.situation().baseline().spec().namespaces().exclude();
    int evaluated = 0;
    int total = 0;
    for (Namespace namespace : live.list().toList()) {
      total++;
      String name = namespace.getMetadata().getName();
      Optional<Ledger.Entry> entry =
          ledger
              .find(name, namespace.getMetadata().getUid())
              .filter(known -> known.generation() == generation);
      if (entry.isPresent()) {
        evaluated++;
        collector.add(name, entry.get());
      } else if (!SystemNamespaces.excludes(name, excluded)) {
        collector.addUnseen();
      }
    }
    return new Counted(collector.result(), new Progress(generation, evaluated, total));
  }

  private static SecurityBaseline carrier(
      SecurityBaseline baseline, SecurityBaselineStatus status) {
    SecurityBaseline carrier = new SecurityBaseline();
    carrier.setMetadata(new ObjectMetaBuilder().withName(baseline.getMetadata().getName()).build());
    carrier.setStatus(status);
    return carrier;
  }

  private record Counted(RollUp rollUp, Progress progress) {}
}
