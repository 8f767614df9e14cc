package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.client.ApiServerOutage;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import io.securitybaseline.reconcile.pass.Backoff;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.FailedStatus;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.StatusReport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Combines the reports of all controls into a status, and publishes the same as events and metrics.
 */
final class StatusPass {

  private static final Logger log = LoggerFactory.getLogger(StatusPass.class);

  /** How long a status that could be written again may be late. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final List<ControlModule> modules;
  private final BaselineEvents events;
  private final Metrics metrics;
  private final Clock clock;
  private final HeapTrimmer heap;
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private int notWritten;
  private boolean rejectionLogged;

  StatusPass(
      List<ControlModule> modules,
      BaselineEvents events,
      Metrics metrics,
      Clock clock,
      HeapTrimmer heap) {
    this.modules = List.copyOf(modules);
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
    this.heap = heap;
  }

  /**
   * Reports that nothing will change from now on. The last status stays; where there is none,
   * returns the baseline to send with one that reports the suspension, once.
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

  /**
   * The baseline to send with a status that reports that its evaluation failed; or nothing if it is
   * reported already.
   */
  Optional<SecurityBaseline> failed(SecurityBaseline baseline, ConditionValue standing) {
    SecurityBaselineStatus status =
        FailedStatus.of(
            baseline.getStatus(),
            standing,
            baseline.getMetadata().getGeneration(),
            baseline.getSpec().mode(),
            clock.instant());
    metrics.conditions(status.conditions());
    return status.equals(baseline.getStatus())
        ? Optional.empty()
        : Optional.of(carrier(baseline, status));
  }

  /** Reports what stays in the cluster when the baseline goes; nothing if the list is empty. */
  void leftBehind(SecurityBaseline baseline, List<String> objects) {
    events.leftBehind(baseline, objects);
  }

  /** The baseline is gone. */
  void forget() {
    metrics.forget();
  }

  /** Reports what the spec asks for and this version cannot do. */
  void announce(SecurityBaseline baseline) {
    events.unsupported(baseline);
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
            Modes.strongest(modules, situation.baseline().spec()),
            reports,
            previous,
            clock.instant());
    events.mistakes(
        baseline, reports.stream().flatMap(report -> report.mistakes().stream()).toList());
    events.publish(baseline, status);
    metrics.countEvaluation();
    metrics.suspended(false);
    metrics.conditions(status.conditions());
    if (StatusReport.isComplete(reports)) {
      metrics.evaluated(clock.instant());
      heap.evaluated();
    }
    if (!status.equals(baseline.getStatus())) {
      return Optional.of(carrier(baseline, status));
    }
    written();
    return Optional.empty();
  }

  private void written() {
    notWritten = 0;
    if (rejectionLogged) {
      rejectionLogged = false;
      log.info("the status is written again");
    }
  }

  /**
   * The API server did not take the status. Nothing can be reported there, so the log has it, once;
   * a lost connection is logged where the client loses it.
   *
   * @return when to try again
   */
  Duration notWritten(Exception error) {
    metrics.reconcileFailed(ReconcilerNames.BASELINE);
    if (!rejectionLogged && !ApiServerOutage.isUnanswered(error)) {
      rejectionLogged = true;
      log.atWarn()
          .addKeyValue("error", ErrorText.describe(error))
          .log("the status could not be written, and is tried again");
    }
    Duration wait = backoff.soon(notWritten++);
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  private static SecurityBaseline carrier(
      SecurityBaseline baseline, SecurityBaselineStatus status) {
    SecurityBaseline carrier = new SecurityBaseline();
    carrier.setMetadata(new ObjectMetaBuilder().withName(baseline.getMetadata().getName()).build());
    carrier.setStatus(status);
    return carrier;
  }
}
