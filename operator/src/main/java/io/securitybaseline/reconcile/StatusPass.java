package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.SecurityBaselineStatus;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.StatusReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Joins the reports of all controls into a status, and tells events and metrics of the same. */
final class StatusPass {

  private final BaselineEvents events;
  private final Metrics metrics;
  private final Clock clock;
  private final HeapReturn heap;

  StatusPass(BaselineEvents events, Metrics metrics, Clock clock, HeapReturn heap) {
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
    this.heap = heap;
  }

  /**
   * Tells that nothing will change from now on. The last status stays; where there is none, the
   * baseline to send with one that says so, once.
   */
  Optional<SecurityBaseline> suspended(SecurityBaseline baseline, boolean isNew) {
    metrics.suspended(true);
    if (isNew) {
      events.suspended(baseline);
    }
    return StatusReport.isUntouched(baseline.getStatus())
        ? Optional.of(
            carrier(
                baseline,
                StatusReport.suspended(
                    baseline.getMetadata().getGeneration(),
                    baseline.getSpec().mode(),
                    clock.instant())))
        : Optional.empty();
  }

  /** The baseline is gone. */
  void forget() {
    metrics.forget();
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
      SecurityBaseline baseline, Situation situation, List<ControlReport> reports) {
    List<Condition> previous =
        baseline.getStatus() == null ? List.of() : baseline.getStatus().conditions();
    SecurityBaselineStatus status =
        StatusReport.of(
            situation.generation(),
            situation.baseline().strongestMode(),
            reports,
            previous,
            clock.instant());
    events.mistakes(
        baseline, reports.stream().flatMap(report -> report.mistakes().stream()).toList());
    events.tell(baseline, status);
    metrics.workedOut();
    metrics.suspended(false);
    metrics.conditions(status.conditions());
    if (StatusReport.isComplete(reports)) {
      metrics.evaluated(clock.instant());
      heap.evaluated();
    }
    return status.equals(baseline.getStatus())
        ? Optional.empty()
        : Optional.of(carrier(baseline, status));
  }

  private static SecurityBaseline carrier(
      SecurityBaseline baseline, SecurityBaselineStatus status) {
    SecurityBaseline carrier = new SecurityBaseline();
    carrier.setMetadata(new ObjectMetaBuilder().withName(baseline.getMetadata().getName()).build());
    carrier.setStatus(status);
    return carrier;
  }
}
