package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.securitybaseline.api.DeletionPolicy;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.reconcile.Situation.Phase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes the cluster, publishes what every namespace is to be judged by, gives each control its
 * turn, and joins what they report into the status. The one writer of the status.
 */
@ControllerConfiguration(
    name = BaselineReconciler.NAME,
    finalizerName = BaselineReconciler.FINALIZER)
final class BaselineReconciler implements Reconciler<SecurityBaseline>, Cleaner<SecurityBaseline> {

  private static final Logger log = LoggerFactory.getLogger(BaselineReconciler.class);

  static final String NAME = "baseline";
  static final String FINALIZER = "securitybaseline.io/cleanup";

  /** How soon to look again at what is under way; news from the ledger comes sooner. */
  private static final Duration SOON = Duration.ofSeconds(1);

  /** What was written before is told by the watches by then, on any cluster that keeps up. */
  private static final Duration WATCHES_LAG = Duration.ofSeconds(1);

  private final Observatory observatory;
  private final CurrentSituation current;
  private final List<ControlPass> controls;
  private final StatusPass statusPass;
  private final BaselineStore baselines;

  BaselineReconciler(
      Observatory observatory,
      CurrentSituation current,
      List<ControlPass> controls,
      StatusPass statusPass,
      BaselineStore baselines) {
    this.observatory = observatory;
    this.current = current;
    this.controls = List.copyOf(controls);
    this.statusPass = statusPass;
    this.baselines = baselines;
    baselines.whenGone(this::gone);
  }

  @Override
  public List<EventSource<?, SecurityBaseline>> prepareEventSources(
      EventSourceContext<SecurityBaseline> context) {
    return observatory.open(context);
  }

  @Override
  public UpdateControl<SecurityBaseline> reconcile(
      SecurityBaseline baseline, Context<SecurityBaseline> context) {
    if (!observatory.ready()) {
      return UpdateControl.<SecurityBaseline>noUpdate().rescheduleAfter(SOON);
    }
    UpdateControl<SecurityBaseline> control = looked(baseline, context);
    if (!baselines.has(baseline)) {
      // It went in the meantime, and what was just published would be enforced for ever.
      forget();
    }
    return control;
  }

  private UpdateControl<SecurityBaseline> looked(
      SecurityBaseline baseline, Context<SecurityBaseline> context) {
    Phase phase = baseline.getSpec().suspend() ? Phase.SUSPENDED : Phase.ACTIVE;
    boolean isNew = current.publish(observatory.situation(baseline, phase, context));
    if (phase == Phase.SUSPENDED) {
      return statusPass
          .suspended(baseline, isNew)
          .map(UpdateControl::patchStatus)
          .orElseGet(UpdateControl::noUpdate);
    }
    if (isNew) {
      // Every namespace has just been woken: what the ledger says is about to change.
      statusPass.announce(baseline);
      return UpdateControl.<SecurityBaseline>noUpdate().rescheduleAfter(SOON);
    }
    return evaluated(baseline, current.get().orElseThrow());
  }

  @Override
  public DeleteControl cleanup(SecurityBaseline baseline, Context<SecurityBaseline> context) {
    if (!observatory.ready()) {
      return later();
    }
    if (baseline.getSpec().deletionPolicy() == DeletionPolicy.DELETE) {
      current.publish(observatory.situation(baseline, Phase.WITHDRAWING, context));
      CurrentSituation.Edition edition = current.get().orElseThrow();
      // Finding nothing proves nothing at first: what was made a moment ago, in whatever pass was
      // under way, may not be in the caches yet, and nobody would take it away after the finalizer
      // is gone. News from the ledger brings the second look at once, hence the time.
      CleanupProgress progress = withdraw(edition);
      if (!progress.complete() || current.age().compareTo(WATCHES_LAG) < 0) {
        return later();
      }
      statusPass.leftBehind(baseline, progress.leftBehind());
    }
    forget();
    return DeleteControl.defaultDelete();
  }

  private void gone() {
    log.info("the baseline is gone");
    forget();
  }

  /** The baseline is gone, in good order or not: nothing is enforced, and nothing said of it. */
  private synchronized void forget() {
    current.clear();
    controls.forEach(ControlPass::forget);
    statusPass.forget();
  }

  private UpdateControl<SecurityBaseline> evaluated(
      SecurityBaseline baseline, CurrentSituation.Edition edition) {
    List<ControlPass.Done> done = controls.stream().map(control -> control.over(edition)).toList();
    UpdateControl<SecurityBaseline> control =
        statusPass
            .over(
                baseline, edition.situation(), done.stream().map(ControlPass.Done::report).toList())
            .map(UpdateControl::patchStatus)
            .orElseGet(UpdateControl::noUpdate);
    Duration soonest =
        done.stream()
            .flatMap(each -> each.again().stream())
            .reduce(observatory.untilNextLook(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    return control.rescheduleAfter(soonest);
  }

  /** Every control gets its turn, whatever the others still have to do. */
  private CleanupProgress withdraw(CurrentSituation.Edition edition) {
    return controls.stream()
        .map(control -> control.withdraw(edition))
        .reduce(CleanupProgress.NOTHING_TO_DO, CleanupProgress::and);
  }

  private static DeleteControl later() {
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON.toMillis());
  }
}
