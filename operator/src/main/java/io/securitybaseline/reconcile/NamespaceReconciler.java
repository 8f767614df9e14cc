package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.module.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one namespace at a time: observe, decide, apply, put down. It never writes to the
 * namespace itself, and wakes the reconciler of the baseline when something is told differently
 * from before.
 */
@ControllerConfiguration(name = NamespaceReconciler.NAME)
final class NamespaceReconciler implements Reconciler<Namespace> {

  static final String NAME = "namespace";

  private final CurrentSituation situation;
  private final NamespacePass pass;
  private final NamespaceBindingsPass bindings;
  private final NamespaceLister live;
  private final ReconcileTriggers wakeups;
  private final Pruning pruning;
  private final RolloutMatches rollout;
  private final CarefulPass<Namespace> careful;
  private @Nullable RecreatedObjects<Namespace> successors;

  NamespaceReconciler(
      CurrentSituation situation,
      NamespacePass pass,
      NamespaceBindingsPass bindings,
      NamespaceLister live,
      ReconcileTriggers wakeups,
      Pruning pruning,
      RolloutMatches rollout,
      CarefulPass<Namespace> careful) {
    this.careful = careful;
    this.situation = situation;
    this.pass = pass;
    this.bindings = bindings;
    this.live = live;
    this.wakeups = wakeups;
    this.pruning = pruning;
    this.rollout = rollout;
  }

  @Override
  public List<EventSource<?, Namespace>> prepareEventSources(
      EventSourceContext<Namespace> context) {
    NamespaceCaches caches = new NamespaceCaches(context, pruning);
    live.open(context.getPrimaryCache(), caches);
    successors = new RecreatedObjects<>(Namespace.class, context.getPrimaryCache());
    List<EventSource<?, Namespace>> sources = new ArrayList<>(caches.sources());
    sources.add(wakeups.namespaceSource());
    sources.add(successors);
    return sources;
  }

  @Override
  public UpdateControl<Namespace> reconcile(Namespace namespace, Context<Namespace> context) {
    if (context.isPrimaryResourceDeleted() || namespace.isMarkedForDeletion()) {
      careful.forget(namespace.getMetadata().getName());
      pass.forget(namespace);
      bindings.forget(namespace);
      rollout.forget(namespace);
      wakeups.baseline();
      if (context.isPrimaryResourceDeleted()) {
        Objects.requireNonNull(successors).lookAfter(namespace);
      }
      return UpdateControl.noUpdate();
    }
    Optional<CurrentSituation.Revision> now = situation.get();
    if (now.isEmpty() || now.get().situation().phase() == Situation.Phase.SUSPENDED) {
      return UpdateControl.noUpdate();
    }
    if (now.get().situation().cluster().tigera().isOutdatedBy(namespace)) {
      wakeups.baseline();
    }
    return careful.over(namespace.getMetadata().getName(), () -> passed(namespace, now.get()));
  }

  private NamespacePass.PassResult passed(Namespace namespace, CurrentSituation.Revision now) {
    NamespacePass.PassResult done =
        careful
            .unlessHeld(InstanceMetadataModule.ID, now, pass::over, namespace)
            .and(careful.unlessHeld(GroupBindingsModule.ID, now, bindings::over, namespace));
    boolean inOrOut = rollout.changed(namespace, now.situation().baseline().spec());
    return done.and(new NamespacePass.PassResult(inOrOut, Optional.empty()));
  }
}
