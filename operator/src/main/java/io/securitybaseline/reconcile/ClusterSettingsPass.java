package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.cluster.ClusterControl;
import io.securitybaseline.controls.cluster.ClusterModule;
import io.securitybaseline.facts.AzureSnapshot;
import io.securitybaseline.facts.azure.ManagedClusterPoller;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.facts.azure.Target;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.ClusterReport;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.OffReport;
import io.securitybaseline.report.Progress;
import java.time.Clock;
import java.util.Optional;

/** Judges what the poller last read; never waits for Azure. */
final class ClusterSettingsPass implements ControlPass {

  private final ManagedClusterPoller azure;
  private final Metrics metrics;
  private final Clock clock;

  ClusterSettingsPass(ManagedClusterPoller azure, Metrics metrics, Clock clock) {
    this.azure = azure;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public ControlId control() {
    return ClusterModule.ID;
  }

  @Override
  public PassResult over(CurrentSituation.Revision revision) {
    Reading reading = azure.reading();
    tell(reading);
    return new PassResult(report(revision.situation(), reading), Optional.empty());
  }

  private void tell(Reading reading) {
    if (reading instanceof Reading.NotConfigured) {
      metrics.azureNotRead();
    } else {
      reading.asOf().ifPresentOrElse(metrics::azureRead, () -> metrics.azureTried(clock.instant()));
    }
  }

  @Override
  public CleanupProgress cleanUp(CurrentSituation.Revision revision) {
    return CleanupProgress.NOTHING_TO_DO;
  }

  @Override
  public void forget() {
    azure.follow(Target.NONE);
    metrics.azureNotRead();
  }

  private static ControlReport report(Situation situation, Reading reading) {
    Baseline baseline = situation.baseline();
    return baseline.spec().effectiveMode(baseline.spec().cluster().mode()) == Mode.OFF
        ? new OffReport(new Progress("readings from Azure", 1, 1))
        : new ClusterReport(
            new ClusterControl()
                .posture(
                    new AzureSnapshot(reading, situation.today(), situation.cluster().engines()),
                    baseline.spec().cluster().require()));
  }
}
