package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.reconcile.caches.WatchSources;
import io.securitybaseline.reconcile.pass.PassResult;
import io.securitybaseline.reconcile.pass.Revision;
import io.securitybaseline.reconcile.pass.ScopePass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Evaluates one ClusterRoleBinding at a time. */
@ControllerConfiguration(name = ReconcilerNames.CLUSTER_ROLE_BINDING)
final class ClusterRoleBindingReconciler implements Reconciler<ClusterRoleBinding> {

  private final CurrentSituation situation;
  private final ScopePass pass;
  private final WatchSources sources;
  private final ReconcileTriggers triggers;
  private final GuardedPass<ClusterRoleBinding> guarded;
  private final ReportPass reports;

  /** The versions of bindings that were evaluated last, by uid. */
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  private @Nullable RecreatedObjects<ClusterRoleBinding> recreated;

  ClusterRoleBindingReconciler(
      CurrentSituation situation,
      ScopePass pass,
      WatchSources sources,
      ReconcileTriggers triggers,
      GuardedPass<ClusterRoleBinding> guarded,
      ReportPass reports) {
    this.reports = reports;
    this.guarded = guarded;
    this.situation = situation;
    this.pass = pass;
    this.sources = sources;
    this.triggers = triggers;
  }

  @Override
  public List<EventSource<?, ClusterRoleBinding>> prepareEventSources(
      EventSourceContext<ClusterRoleBinding> context) {
    sources.openPrimary(context);
    recreated = new RecreatedObjects<>(ClusterRoleBinding.class, context.getPrimaryCache());
    return List.of(triggers.clusterRoleBindingSource(), recreated);
  }

  @Override
  public UpdateControl<ClusterRoleBinding> reconcile(
      ClusterRoleBinding binding, Context<ClusterRoleBinding> context) {
    if (context.isPrimaryResourceDeleted() || binding.isMarkedForDeletion()) {
      gone(binding);
      if (context.isPrimaryResourceDeleted()) {
        Objects.requireNonNull(recreated).triggerAfter(binding);
      }
      return UpdateControl.noUpdate();
    }
    Optional<Revision> now = situation.get();
    if (now.isEmpty() || now.get().situation().phase() == Phase.SUSPENDED) {
      return UpdateControl.noUpdate();
    }
    return guarded.over(
        binding.getMetadata().getName(),
        () -> {
          PassResult result = reports.over(binding, now.get(), pass.over(binding, now.get()));
          if (isNewVersion(binding)) {
            triggerDependent(binding);
          }
          return result;
        });
  }

  private void gone(ClusterRoleBinding binding) {
    guarded.forget(binding.getMetadata().getName());
    triggerDependent(binding);
    pass.forget(binding);
    reports.forget(binding);
    versions.remove(binding.getMetadata().getUid());
    triggers.baseline();
  }

  /** Each version triggers others once, or two of them would trigger each other forever. */
  private boolean isNewVersion(ClusterRoleBinding binding) {
    String version = binding.getMetadata().getResourceVersion();
    return !version.equals(versions.put(binding.getMetadata().getUid(), version));
  }

  /** Whether one of them may change depends on the others. */
  private void triggerDependent(ClusterRoleBinding binding) {
    if (pass.isToBeConfirmed(binding)) {
      triggers.clusterRoleBindings(pass.othersToBeConfirmed(binding).map(ResourceID::new));
    }
  }
}
