package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.securitybaseline.controls.groupbindings.Administrators;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.module.Situation.Phase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one ClusterRoleBinding at a time. */
@ControllerConfiguration(name = ClusterRoleBindingReconciler.NAME)
final class ClusterRoleBindingReconciler implements Reconciler<ClusterRoleBinding> {

  static final String NAME = "clusterrolebinding";

  private final CurrentSituation situation;
  private final ClusterRoleBindingPass pass;
  private final ClusterRoleBindingLister live;
  private final ReconcileTriggers wakeups;
  private final CarefulPass<ClusterRoleBinding> careful;
  private @Nullable RecreatedObjects<ClusterRoleBinding> successors;

  ClusterRoleBindingReconciler(
      CurrentSituation situation,
      ClusterRoleBindingPass pass,
      ClusterRoleBindingLister live,
      ReconcileTriggers wakeups,
      CarefulPass<ClusterRoleBinding> careful) {
    this.careful = careful;
    this.situation = situation;
    this.pass = pass;
    this.live = live;
    this.wakeups = wakeups;
  }

  @Override
  public List<EventSource<?, ClusterRoleBinding>> prepareEventSources(
      EventSourceContext<ClusterRoleBinding> context) {
    live.open(context.getPrimaryCache());
    successors = new RecreatedObjects<>(ClusterRoleBinding.class, context.getPrimaryCache());
    return List.of(wakeups.clusterRoleBindingSource(), successors);
  }

  @Override
  public UpdateControl<ClusterRoleBinding> reconcile(
      ClusterRoleBinding binding, Context<ClusterRoleBinding> context) {
    if (context.isPrimaryResourceDeleted() || binding.isMarkedForDeletion()) {
      careful.forget(binding.getMetadata().getName());
      pass.forget(binding);
      wakeups.baseline();
      wakeOtherAdministrators(binding);
      if (context.isPrimaryResourceDeleted()) {
        Objects.requireNonNull(successors).lookAfter(binding);
      }
      return UpdateControl.noUpdate();
    }
    Optional<CurrentSituation.Revision> now = situation.get();
    if (now.isEmpty() || now.get().situation().phase() == Phase.SUSPENDED) {
      return UpdateControl.noUpdate();
    }
    return careful.over(
        binding.getMetadata().getName(),
        () -> {
          NamespacePass.PassResult done =
              careful.unlessHeld(GroupBindingsModule.ID, now.get(), pass::over, binding);
          wakeOtherAdministratorsIfNews(binding);
          return done;
        });
  }

  /** Each version of it wakes them once, or two of them would wake each other for ever. */
  private void wakeOtherAdministratorsIfNews(ClusterRoleBinding binding) {
    if (Administrators.concerns(Binding.of(binding)) && live.isNews(binding)) {
      wakeOtherAdministrators(binding);
    }
  }

  /** Whether a person may go depends on who else is administrator. */
  private void wakeOtherAdministrators(ClusterRoleBinding binding) {
    if (Administrators.concerns(Binding.of(binding))) {
      wakeups.clusterRoleBindings(
          live.administratorsBut(binding.getMetadata().getName()).stream()
              .map(other -> new ResourceID(other.name())));
    }
  }
}
