package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.securitybaseline.api.SecurityBaseline;
import java.util.stream.Stream;

/** How the reconcilers trigger each other. */
final class ReconcileTriggers {

  private static final ResourceID BASELINE = new ResourceID(SecurityBaseline.NAME);

  private final SimpleInboundEventSource<Namespace> namespaces =
      new SimpleInboundEventSource<>("situation");
  private final SimpleInboundEventSource<SecurityBaseline> baseline =
      new SimpleInboundEventSource<>("ledger");

  private final SimpleInboundEventSource<ClusterRoleBinding> clusterRoleBindings =
      new SimpleInboundEventSource<>("situation");

  SimpleInboundEventSource<ClusterRoleBinding> clusterRoleBindingSource() {
    return clusterRoleBindings;
  }

  void clusterRoleBindings(Stream<ResourceID> ids) {
    ids.forEach(clusterRoleBindings::propagateEvent);
  }

  SimpleInboundEventSource<Namespace> namespaceSource() {
    return namespaces;
  }

  SimpleInboundEventSource<SecurityBaseline> baselineSource() {
    return baseline;
  }

  void namespace(String name) {
    namespaces.propagateEvent(new ResourceID(name));
  }

  void namespaces(Stream<ResourceID> ids) {
    ids.forEach(namespaces::propagateEvent);
  }

  void baseline() {
    baseline.propagateEvent(BASELINE);
  }
}
