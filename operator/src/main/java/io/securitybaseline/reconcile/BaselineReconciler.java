package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.DeletionPolicy;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.reconcile.pass.CleanupProgress;
import io.securitybaseline.reconcile.pass.ControlResult;
import io.securitybaseline.reconcile.pass.Revision;
import io.securitybaseline.report.ConditionValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes the cluster, publishes the situation, runs each control, and combines their reports into
 * the status. Nothing else writes the status.
 */
@ControllerConfiguration(
    name = ReconcilerNames.BASELINE,
    finalizerName = BaselineReconciler.FINALIZER)
final class BaselineReconciler implements Reconciler<SecurityBaseline>, Cleaner<SecurityBaseline> {

  private static final Logger log = LoggerFactory.getLogger(BaselineReconciler.class);

  static final String FINALIZER = "securitybaseline.io/cleanup";

  /**
   * The requeue delay while work is in progress; a change in the ledger triggers a pass earlier.
   */
  private static final Duration SOON = Duration.ofSeconds(1);

  /**
   * The watches deliver what was written before within this time, unless the cluster is overloaded.
   */
  private static final Duration WATCHES_LAG = Duration.ofSeconds(1);

  private final SituationObserver observer;
  private final CurrentSituation current;
  private final ControlPasses controls;
  private final StatusPass statusPass;
  private final BaselineStore baselines;
  private final WatchHealth watches;
  private final Failures failures;
  private final Uncertainty uncertainty;
  private final ReportPass reports;

  BaselineReconciler(
      SituationObserver observer,
      CurrentSituation current,
      ControlPasses controls,
      StatusPass statusPass,
      BaselineStore baselines,
      WatchHealth watches,
      Failures failures,
      ReportPass reports) {
    this.reports = reports;
    this.watches = watches;
    this.failures = failures;
    this.uncertainty = new Uncertainty(watches, failures);
    this.observer = observer;
    this.current = current;
    this.controls = controls;
    this.statusPass = statusPass;
    this.baselines = baselines;
    baselines.whenGone(this::gone);
  }

  @Override
  public List<EventSource<?, SecurityBaseline>> prepareEventSources(
      EventSourceContext<SecurityBaseline> context) {
    return observer.open(context);
  }

  @Override
  public UpdateControl<SecurityBaseline> reconcile(
      SecurityBaseline baseline, Context<SecurityBaseline> context) {
    if (!observer.ready()) {
      return UpdateControl.<SecurityBaseline>noUpdate().rescheduleAfter(SOON);
    }
    try {
      UpdateControl<SecurityBaseline> control = reconciled(baseline, context);
      if (!baselines.has(baseline)) {
        // It was deleted in the meantime; the situation that was just published would be enforced
        // forever.
        forget();
      }
      failures.baseline().succeeded(SecurityBaseline.NAME);
      return control;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return failed(baseline, e);
    }
  }

  /** The framework calls this when the status could not be written. */
  @Override
  public ErrorStatusUpdateControl<SecurityBaseline> updateErrorStatus(
      SecurityBaseline baseline, Context<SecurityBaseline> context, Exception error) {
    return ErrorStatusUpdateControl.<SecurityBaseline>noStatusUpdate()
        .rescheduleAfter(statusPass.notWritten(error));
  }

  private UpdateControl<SecurityBaseline> failed(SecurityBaseline baseline, Throwable error) {
    Duration wait = failures.baseline().failed(SecurityBaseline.NAME, error);
    String message = failures.baseline().message().orElseThrow();
    return statusPass
        .failed(baseline, ConditionValue.unknown(Uncertainty.RECONCILE_FAILED, message))
        .map(UpdateControl::patchStatus)
        .orElseGet(UpdateControl::noUpdate)
        .rescheduleAfter(wait);
  }

  /**
   * Publishes what is observed now. Controls that were held may act again from then on.
   *
   * @return whether everything was triggered, so that the ledger is about to change
   */
  private boolean publish(
      SecurityBaseline baseline, Phase phase, Context<SecurityBaseline> context) {
    Set<ControlId> recovered = watches.recovered();
    observer.refresh(baseline, phase, context);
    Situation situation = observer.situation(baseline, phase);
    controls.restore(baseline, situation);
    if (phase != Phase.SUSPENDED) {
      reports.follow(situation);
    }
    // Before evaluations begin: they read this input or a later one, which the next pass finds.
    boolean again = controls.hasNewSharedInput();
    boolean isNew = current.publish(situation);
    again |= watches.release(recovered);
    if (again) {
      current.triggerAll();
    }
    return isNew || again;
  }

  private UpdateControl<SecurityBaseline> reconciled(
      SecurityBaseline baseline, Context<SecurityBaseline> context) {
    Phase phase = baseline.getSpec().suspend() ? Phase.SUSPENDED : Phase.ACTIVE;
    boolean isNew = publish(baseline, phase, context);
    if (phase == Phase.SUSPENDED) {
      return statusPass
          .suspended(baseline, isNew)
          .map(UpdateControl::patchStatus)
          .orElseGet(UpdateControl::noUpdate);
    }
    if (isNew) {
      // Every namespace was just triggered: the ledger is about to change.
      statusPass.announce(baseline);
      return UpdateControl.<SecurityBaseline>noUpdate().rescheduleAfter(SOON);
    }
    return evaluated(baseline, current.get().orElseThrow());
  }

  @Override
  public DeleteControl cleanup(SecurityBaseline baseline, Context<SecurityBaseline> context) {
    if (!observer.ready()) {
      return later();
    }
    try {
      DeleteControl control = cleanedUp(baseline, context);
      failures.baseline().succeeded(SecurityBaseline.NAME);
      return control;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      Duration wait = failures.baseline().failed(SecurityBaseline.NAME, e);
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(wait.toMillis());
    }
  }

  private DeleteControl cleanedUp(SecurityBaseline baseline, Context<SecurityBaseline> context) {
    if (baseline.getSpec().deletionPolicy() == DeletionPolicy.DELETE) {
      publish(baseline, Phase.DELETING, context);
      Revision revision = current.get().orElseThrow();
      // An empty list proves nothing at first: the caches may not show yet what a pass has just
      // created, and nothing would delete it after the finalizer is removed. A change in the ledger
      // triggers the second pass at once, hence the minimum age. A cache that is not watched proves
      // nothing either.
      CleanupProgress progress = controls.cleanUp(revision).and(reports.cleanUp(revision));
      if (!progress.complete() || current.age().compareTo(WATCHES_LAG) < 0 || isAnyHeld()) {
        return later();
      }
      statusPass.leftBehind(baseline, progress.leftBehind());
    }
    forget();
    return DeleteControl.defaultDelete();
  }

  private void gone() {
    log.info("the baseline was deleted");
    forget();
  }

  /** The baseline is gone, with or without its cleanup: nothing is enforced or reported. */
  private synchronized void forget() {
    current.clear();
    controls.forget();
    observer.forget();
    failures.clear();
    reports.forget();
    statusPass.forget();
  }

  private UpdateControl<SecurityBaseline> evaluated(SecurityBaseline baseline, Revision revision) {
    List<ControlResult> results = controls.over(revision);
    ReportPass.Written written =
        reports.over(
            revision,
            results,
            results.stream()
                .map(result -> uncertainty.applyTo(result.module(), result.report()))
                .toList());
    Optional<SecurityBaseline> changed =
        statusPass.over(baseline, revision.situation(), written.reports());
    Duration soonest =
        Stream.of(
                results.stream().flatMap(each -> each.requeueAfter().stream()),
                written.requeueAfter().stream(),
                SituationObserver.untilProbesAreRead(changed, revision.situation()).stream())
            .flatMap(waits -> waits)
            .reduce(observer.untilNextEvaluation(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    return changed
        .map(UpdateControl::patchStatus)
        .orElseGet(UpdateControl::noUpdate)
        .rescheduleAfter(soonest);
  }

  private boolean isAnyHeld() {
    return controls.modules().stream()
        .map(module -> module.descriptor().id())
        .anyMatch(watches::isHeld);
  }

  private static DeleteControl later() {
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON.toMillis());
  }
}
