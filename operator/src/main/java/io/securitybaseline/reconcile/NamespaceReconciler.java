package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.securitybaseline.facts.watch.Watch.Concern;
import io.securitybaseline.module.Situation;
import io.securitybaseline.reconcile.caches.WatchSources;
import io.securitybaseline.reconcile.pass.PassResult;
import io.securitybaseline.reconcile.pass.Revision;
import io.securitybaseline.reconcile.pass.ScopePass;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one namespace at a time: observe, decide, apply, record. It never writes to the
 * namespace itself, and triggers the reconciler of the baseline when the result changes.
 */
@ControllerConfiguration(name = ReconcilerNames.NAMESPACE)
final class NamespaceReconciler implements Reconciler<Namespace> {

  private final CurrentSituation situation;
  private final ScopePass pass;
  private final ReconcileTriggers triggers;
  private final WatchSources sources;
  private final RolloutMatches rollout;
  private final GuardedPass<Namespace> guarded;
  private final ReportPass reports;
  private @Nullable RecreatedObjects<Namespace> recreated;

  NamespaceReconciler(
      CurrentSituation situation,
      ScopePass pass,
      ReconcileTriggers triggers,
      WatchSources sources,
      RolloutMatches rollout,
      GuardedPass<Namespace> guarded,
      ReportPass reports) {
    this.reports = reports;
    this.guarded = guarded;
    this.situation = situation;
    this.pass = pass;
    this.triggers = triggers;
    this.sources = sources;
    this.rollout = rollout;
  }

  @Override
  public List<EventSource<?, Namespace>> prepareEventSources(
      EventSourceContext<Namespace> context) {
    sources.openPrimary(context);
    recreated = new RecreatedObjects<>(Namespace.class, context.getPrimaryCache());
    List<EventSource<?, Namespace>> opened =
        new ArrayList<>(sources.open(Concern.NAMESPACE, context));
    opened.add(triggers.namespaceSource());
    opened.add(recreated);
    return opened;
  }

  @Override
  public UpdateControl<Namespace> reconcile(Namespace namespace, Context<Namespace> context) {
    if (context.isPrimaryResourceDeleted() || namespace.isMarkedForDeletion()) {
      guarded.forget(namespace.getMetadata().getName());
      pass.forget(namespace);
      reports.forget(namespace);
      rollout.forget(namespace);
      triggers.baseline();
      if (context.isPrimaryResourceDeleted()) {
        Objects.requireNonNull(recreated).triggerAfter(namespace);
      }
      return UpdateControl.noUpdate();
    }
    Optional<Revision> now = situation.get();
    if (now.isEmpty() || now.get().situation().phase() == Situation.Phase.SUSPENDED) {
      return UpdateControl.noUpdate();
    }
    if (now.get().situation().cluster().tigera().isOutdatedBy(namespace)) {
      triggers.baseline();
    }
    return guarded.over(namespace.getMetadata().getName(), () -> passed(namespace, now.get()));
  }

  private PassResult passed(Namespace namespace, Revision now) {
    PassResult result = reports.over(namespace, now, pass.over(namespace, now));
    boolean inOrOut = rollout.changed(namespace, now.situation().baseline().spec());
    return result.and(new PassResult(inOrOut, Optional.empty()));
  }
}
