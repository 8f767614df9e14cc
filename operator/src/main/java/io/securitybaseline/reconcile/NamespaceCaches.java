package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.BindingPruning;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.NamespaceSnapshots;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.UpdateFilters;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.watch.NamespaceBudget;
import io.securitybaseline.facts.watch.PruningItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The caches of what lives in namespaces, and the one place that reads them. */
final class NamespaceCaches {

  /**
   * How many objects a first list fetches at a time. A list of all pods of a large cluster in one
   * answer is what an operator's memory would otherwise be sized for.
   */
  private static final long PAGE = 500;

  private final InformerEventSource<NetworkPolicy, Namespace> policies;
  private final InformerEventSource<Pod, Namespace> pods;
  private final InformerEventSource<RoleBinding, Namespace> roleBindings;
  private final List<Workloads<?>> workloads = new ArrayList<>();

  NamespaceCaches(EventSourceContext<Namespace> context, Pruning pruning) {
    NamespaceBudget budget = new NamespaceBudget();
    policies =
        source(
            context,
            NetworkPolicy.class,
            new PruningItemStore<>(pruning.networkPolicies(PolicyNames::isName), budget),
            (now, before) -> UpdateFilters.ofNetworkPolicy(PolicyNames::isName, now, before));
    pods =
        source(
            context,
            Pod.class,
            new PruningItemStore<>(pruning.pods(), budget),
            UpdateFilters::ofPod);
    roleBindings =
        source(
            context,
            RoleBinding.class,
            new PruningItemStore<>(new BindingPruning().roleBindings(), budget),
            BindingPruning::isNews);
    for (WorkloadKind<?> kind : WorkloadKind.ALL) {
      workloads.add(workloads(context, kind, pruning, budget));
    }
  }

  /** The event sources to register. */
  List<EventSource<?, Namespace>> sources() {
    List<EventSource<?, Namespace>> sources =
        new ArrayList<>(List.of(policies, pods, roleBindings));
    workloads.forEach(kind -> sources.add(kind.source()));
    return sources;
  }

  NamespaceSnapshot snapshot(
      Namespace namespace, ClusterSnapshot cluster, Predicate<String> onWindowsNode) {
    String name = namespace.getMetadata().getName();
    List<Pod> running = pods.byIndex(Cache.NAMESPACE_INDEX, name);
    return NamespaceSnapshots.of(
        namespace,
        policies.byIndex(Cache.NAMESPACE_INDEX, name),
        running,
        () -> workloads.stream().flatMap(kind -> kind.snapshots(name)).toList(),
        cluster,
        onWindowsNode);
  }

  List<RoleBinding> roleBindings(String namespace) {
    return roleBindings.byIndex(Cache.NAMESPACE_INDEX, namespace);
  }

  /** Goes over all pods: for the rare event that a node became known after its pods. */
  Stream<String> namespacesWithPodsOn(Set<String> nodes) {
    return pods.list(pod ->
            pod.getSpec() != null
                && pod.getSpec().getNodeName() != null
                && nodes.contains(pod.getSpec().getNodeName()))
        .map(pod -> pod.getMetadata().getNamespace())
        .distinct();
  }

  /** All policies that match, over all namespaces; for the rare look at the whole. */
  Stream<NetworkPolicy> policies(Predicate<NetworkPolicy> condition) {
    return policies.list(condition);
  }

  private static <T extends HasMetadata> Workloads<T> workloads(
      EventSourceContext<Namespace> context,
      WorkloadKind<T> kind,
      Pruning pruning,
      NamespaceBudget budget) {
    return new Workloads<>(
        kind,
        source(
            context,
            kind.type(),
            new PruningItemStore<>(pruning.workloads(kind), budget),
            (now, before) -> UpdateFilters.ofWorkload(kind, now, before)));
  }

  private static <T extends HasMetadata> InformerEventSource<T, Namespace> source(
      EventSourceContext<Namespace> context,
      Class<T> type,
      PruningItemStore<T> store,
      OnUpdateFilter<T> relevant) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, Namespace.class)
            .withName(type.getSimpleName())
            .withWatchAllNamespaces()
            .withItemStore(store)
            .withInformerListLimit(PAGE)
            .withSecondaryToPrimaryMapper(
                object -> Set.of(new ResourceID(object.getMetadata().getNamespace())))
            // Reads go by the namespace index: a second index in the framework would only cost.
            .withPrimaryToSecondaryMapper(_ -> Set.of())
            .withOnUpdateFilter(relevant)
            .build(),
        context);
  }

  private record Workloads<T extends HasMetadata>(
      WorkloadKind<T> kind, InformerEventSource<T, Namespace> source) {

    Stream<PodSnapshot> snapshots(String namespace) {
      return source.byIndex(Cache.NAMESPACE_INDEX, namespace).stream().map(kind::snapshot);
    }
  }
}
