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
import io.securitybaseline.facts.NamespaceBudget;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.PruningItemStore;
import io.securitybaseline.facts.UpdateFilters;
import io.securitybaseline.facts.WorkloadKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The caches of what lives in namespaces, and the one place that reads them. */
final class NamespaceCaches {

  /**
   * How many objects a first list fetches at a time. A list of all pods of a large cluster in one
   * answer is what an operator's memory would otherwise be sized for.
   */
  private static final long PAGE = 500;

  private final InformerEventSource<Pod, Namespace> pods;
  private final Map<Class<?>, InformerEventSource<?, Namespace>> byKind = new LinkedHashMap<>();

  NamespaceCaches(EventSourceContext<Namespace> context, Pruning pruning) {
    NamespaceBudget budget = new NamespaceBudget();
    byKind.put(
        NetworkPolicy.class,
        source(
            context,
            NetworkPolicy.class,
            new PruningItemStore<>(pruning.networkPolicies(PolicyNames::isName), budget),
            (now, before) -> UpdateFilters.ofNetworkPolicy(PolicyNames::isName, now, before)));
    pods =
        source(
            context,
            Pod.class,
            new PruningItemStore<>(pruning.pods(), budget),
            UpdateFilters::ofPod);
    byKind.put(Pod.class, pods);
    byKind.put(
        RoleBinding.class,
        source(
            context,
            RoleBinding.class,
            new PruningItemStore<>(new BindingPruning().roleBindings(), budget),
            BindingPruning::isNews));
    for (WorkloadKind<?> kind : WorkloadKind.ALL) {
      byKind.put(kind.type(), workloads(context, kind, pruning, budget));
    }
  }

  /** The event sources to register. */
  List<EventSource<?, Namespace>> sources() {
    return new ArrayList<>(byKind.values());
  }

  <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    InformerEventSource<T, Namespace> source = source(kind);
    return source == null ? List.of() : source.byIndex(Cache.NAMESPACE_INDEX, namespace);
  }

  <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    InformerEventSource<T, Namespace> source = source(kind);
    return source == null ? Stream.empty() : source.list();
  }

  @SuppressWarnings("unchecked") // of the kind that it watches
  private <T extends HasMetadata> @Nullable InformerEventSource<T, Namespace> source(
      Class<T> kind) {
    return (InformerEventSource<T, Namespace>) byKind.get(kind);
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

  private static <T extends HasMetadata> InformerEventSource<T, Namespace> workloads(
      EventSourceContext<Namespace> context,
      WorkloadKind<T> kind,
      Pruning pruning,
      NamespaceBudget budget) {
    return source(
        context,
        kind.type(),
        new PruningItemStore<>(pruning.workloads(kind), budget),
        (now, before) -> UpdateFilters.ofWorkload(kind, now, before));
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
}
