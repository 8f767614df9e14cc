package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.BindingPruning;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the objects of a cluster in pages, and keeps of each what the operator would. */
final class ClusterObjects {

  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final List<HasMetadata> objects = new ArrayList<>();

  private ClusterObjects(KubernetesClient client) {
    this.client = client;
  }

  static List<HasMetadata> of(KubernetesClient client) {
    Pruning pruning = new Pruning();
    BindingPruning bindings = new BindingPruning();
    ClusterObjects read = new ClusterObjects(client);
    read.all(Namespace.class, pruning.namespaces());
    read.all(NetworkPolicy.class, pruning.networkPolicies(PolicyNames::isName));
    read.all(Pod.class, pruning.pods());
    read.all(Node.class, pruning.nodes());
    read.all(RoleBinding.class, bindings.roleBindings());
    read.all(ClusterRoleBinding.class, bindings.clusterRoleBindings());
    for (WorkloadKind<?> kind : WorkloadKind.ALL) {
      read.all(kind, pruning);
    }
    return read.objects;
  }

  /** Of DaemonSets the images are read, which tell the version of an engine. */
  private <T extends HasMetadata> void all(WorkloadKind<T> kind, Pruning pruning) {
    all(
        kind.type(),
        kind.type() == DaemonSet.class ? UnaryOperator.identity() : pruning.workloads(kind));
  }

  private <T extends HasMetadata> void all(Class<T> kind, UnaryOperator<T> kept) {
    String next = null;
    do {
      KubernetesResourceList<T> page = page(kind, next);
      page.getItems().stream().map(kept).forEach(objects::add);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
  }

  private <T extends HasMetadata> KubernetesResourceList<T> page(
      Class<T> kind, @Nullable String next) {
    return client
        .resources(kind)
        .inAnyNamespace()
        .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
  }
}
