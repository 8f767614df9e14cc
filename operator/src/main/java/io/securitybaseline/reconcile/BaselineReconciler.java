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

/**
 * Observes the cluster, publishes what every namespace is to be judged by, sees to cluster-wide
 * objects, and rolls the ledger up into the status. The one writer of the status.
 */
@ControllerConfiguration(
    name = BaselineReconciler.NAME,
    finalizerName = BaselineReconciler.FINALIZER)
final class BaselineReconciler implements Reconciler<SecurityBaseline>, Cleaner<SecurityBaseline> {

  static final String NAME = "baseline";
  static final String FINALIZER = "securitybaseline.io/cleanup";

  /** How soon to look again at what is under way; news from the ledger comes sooner. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Observatory observatory;
  private final CurrentSituation current;
  private final ClusterPass clusterPass;
  private final StatusPass statusPass;
  private final Withdrawal withdrawal;

  BaselineReconciler(
      Observatory observatory,
      CurrentSituation current,
      ClusterPass clusterPass,
      StatusPass statusPass,
      Withdrawal withdrawal) {
    this.observatory = observatory;
    this.current = current;
    this.clusterPass = clusterPass;
    this.statusPass = statusPass;
    this.withdrawal = withdrawal;
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
    Phase phase = baseline.getSpec().suspend() ? Phase.SUSPENDED : Phase.ACTIVE;
    boolean isNew = current.publish(observatory.situation(baseline, phase, context));
    if (phase == Phase.SUSPENDED) {
      statusPass.suspended(baseline, isNew);
      return UpdateControl.noUpdate();
    }
    if (isNew) {
      // Every namespace has just been woken: what the ledger says is about to change.
      statusPass.announce(baseline);
      return UpdateControl.<SecurityBaseline>noUpdate().rescheduleAfter(SOON);
    }
    CurrentSituation.Edition edition = current.get().orElseThrow();
    ClusterPass.Done cluster = clusterPass.over(edition);
    UpdateControl<SecurityBaseline> control =
        statusPass
            .over(baseline, edition, cluster)
            .map(UpdateControl::patchStatus)
            .orElseGet(UpdateControl::noUpdate);
    return control.rescheduleAfter(cluster.again().orElseGet(observatory::untilNextLook));
  }

  @Override
  public DeleteControl cleanup(SecurityBaseline baseline, Context<SecurityBaseline> context) {
    if (!observatory.ready()) {
      return later();
    }
    if (baseline.getSpec().deletionPolicy() == DeletionPolicy.DELETE) {
      current.publish(observatory.situation(baseline, Phase.WITHDRAWING, context));
      CurrentSituation.Edition edition = current.get().orElseThrow();
      ClusterPass.Done cluster = clusterPass.over(edition);
      if (!withdrawal.isComplete(edition, cluster)) {
        return later();
      }
    }
    withdrawal.finish(current);
    return DeleteControl.defaultDelete();
  }

  private static DeleteControl later() {
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON.toMillis());
  }
}
