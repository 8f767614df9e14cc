package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.controls.groupbindings.GroupBindingsControl;
import io.securitybaseline.report.BindingEvents;
import io.securitybaseline.report.BindingLedger;
import io.securitybaseline.report.Metrics;
import java.time.Clock;
import java.util.List;

/** Puts together what looks after bindings; only constructors are called here. */
final class BindingsWiring {

  private final ClusterRoleBindingLister clusterRoleBindings = new ClusterRoleBindingLister();
  private final BindingLedger ofNamespaces = new BindingLedger();
  private final BindingLedger ofClusterRoleBindings = new BindingLedger();
  private final AccessReviews reviews;
  private final BindingEvaluator evaluator;
  private final BindingEnforcement enforcement;
  private final BindingEvents events;
  private final Clock steady;

  BindingsWiring(
      Applier applier, AccessReviews reviews, Backoff backoff, BindingEvents events, Clock steady) {
    AnnotationRemovals lost = new AnnotationRemovals(steady);
    this.steady = steady;
    this.reviews = reviews;
    this.evaluator = new BindingEvaluator(new GroupBindingsControl(), lost);
    this.enforcement = new BindingEnforcement(applier, backoff, lost, events);
    this.events = events;
  }

  ClusterRoleBindingLister clusterRoleBindings() {
    return clusterRoleBindings;
  }

  NamespaceBindingsPass namespacePass(NamespaceLister namespaces) {
    return new NamespaceBindingsPass(
        namespaces, evaluator, enforcement, ofNamespaces, events, steady);
  }

  ClusterRoleBindingReconciler reconciler(
      CurrentSituation current,
      ReconcileTriggers wakeups,
      CarefulPass<ClusterRoleBinding> careful) {
    return new ClusterRoleBindingReconciler(
        current,
        new ClusterRoleBindingPass(
            clusterRoleBindings, reviews, evaluator, enforcement, ofClusterRoleBindings, events),
        clusterRoleBindings,
        wakeups,
        careful);
  }

  ControlPass controlPass(
      List<ClusterPass<?>> prevention, NamespaceLister namespaces, Metrics metrics) {
    return new GroupBindingsPass(
        prevention,
        namespaces,
        clusterRoleBindings,
        new GroupBindingsPass.Ledgers(ofNamespaces, ofClusterRoleBindings),
        metrics);
  }
}
