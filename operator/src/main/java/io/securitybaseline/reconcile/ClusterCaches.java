package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.facts.UpdateFilters;
import io.securitybaseline.facts.watch.PruningItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caches of what tells about the cluster as a whole, and the one place that reads them. */
final class ClusterCaches {

  private static final Logger log = LoggerFactory.getLogger(ClusterCaches.class);

  private static final String NOT_STARTED = "its watch has not been started yet";
  private static final String CILIUM_POLICIES = "CiliumClusterwideNetworkPolicy";

  /** A node has some 20 KiB, most of it the names of its images. */
  private static final long PAGE = 100;

  private final InformerEventSource<Node, SecurityBaseline> nodes;
  private final InformerEventSource<DaemonSet, SecurityBaseline> agents;
  private final AgentMemory memory;
  private final List<InformerEventSource<CustomResourceDefinition, SecurityBaseline>> crds =
      new ArrayList<>();
  private volatile @Nullable InformerEventSource<GenericKubernetesResource, SecurityBaseline>
      ciliumPolicies;

  private final WatchHealth watches;

  ClusterCaches(
      EventSourceContext<SecurityBaseline> context,
      Pruning pruning,
      AgentMemory memory,
      WatchHealth watches) {
    this.memory = memory;
    this.watches = watches;
    nodes =
        new InformerEventSource<>(
            toBaseline(InformerEventSourceConfiguration.from(Node.class, SecurityBaseline.class))
                .withName("Node")
                .withItemStore(new PruningItemStore<>(pruning.nodes(), UpdateFilters::isHeartbeat))
                .withInformerListLimit(PAGE)
                .withOnUpdateFilter(UpdateFilters::ofNode)
                .build(),
            context);
    agents =
        new InformerEventSource<>(
            toBaseline(
                    InformerEventSourceConfiguration.from(DaemonSet.class, SecurityBaseline.class))
                .withName("engine-agents")
                .withNamespaces(ClusterObservation.AGENT_NAMESPACES)
                .withOnUpdateFilter(UpdateFilters::ofAgent)
                .build(),
            context);
    for (String crd : ClusterObservation.CRDS) {
      crds.add(
          new InformerEventSource<>(
              toBaseline(
                      InformerEventSourceConfiguration.from(
                          CustomResourceDefinition.class, SecurityBaseline.class))
                  .withName(crd)
                  .withFieldSelector(
                      new FieldSelectorBuilder().withField("metadata.name", crd).build())
                  .withItemStore(new PruningItemStore<>(pruning.customResourceDefinitions()))
                  .build(),
              context));
    }
  }

  /** The event sources to register at the start. */
  List<EventSource<?, SecurityBaseline>> sources() {
    List<EventSource<?, SecurityBaseline>> sources = new ArrayList<>(List.of(nodes, agents));
    sources.addAll(crds);
    return sources;
  }

  /** The one cache of nodes, for whoever needs them. */
  Cache<Node> nodes() {
    return nodes;
  }

  /**
   * What the caches hold.
   *
   * @param namespaces those with a name of the Tigera operator's
   */
  ClusterObservation observe(Context<SecurityBaseline> context, List<Namespace> namespaces) {
    Set<String> served =
        crds.stream()
            .flatMap(source -> source.list(ClusterObservation::isEstablished))
            .map(crd -> crd.getMetadata().getName())
            .collect(Collectors.toUnmodifiableSet());
    followCiliumPolicies(context, served.contains(ClusterObservation.CILIUM_POLICY_CRD));
    var policies = ciliumPolicies;
    TigeraNamespaces tigera =
        TigeraNamespaces.of(namespaces, served.contains(TigeraNamespaces.INSTALLATION_CRD));
    return new ClusterObservation(
        nodes.list(_ -> true).toList(),
        memory.evaluate(ClusterObservation.agents(agents.list(_ -> true).toList(), tigera)),
        tigera,
        served,
        policies == null ? null : policies.get(new ResourceID(PolicyNames.FIRST)).orElse(null));
  }

  /** A kind can be watched only while the API server serves it. */
  private void followCiliumPolicies(Context<SecurityBaseline> context, boolean served) {
    var known = ciliumPolicies;
    if (served == (known != null)) {
      if (known != null && !known.isRunning()) {
        watches.broken(CILIUM_POLICIES, NOT_STARTED);
      }
      return;
    }
    var registry = context.eventSourceRetriever();
    if (!served) {
      registry.dynamicallyDeRegisterEventSource(CILIUM_POLICIES);
      ciliumPolicies = null;
      return;
    }
    var source = ciliumPolicies(registry.eventSourceContextForDynamicRegistration());
    ciliumPolicies = source;
    try {
      registry.dynamicallyRegisterEventSource(source);
    } catch (RuntimeException e) {
      // It stays registered, and is started again until that works. Till then it must not look as
      // if there were no such policy.
      watches.broken(CILIUM_POLICIES, ReconcileFailures.describe(e));
      return;
    }
    log.atInfo().addKeyValue("kind", CILIUM_POLICIES).log("watching a kind that appeared");
  }

  private static InformerEventSource<GenericKubernetesResource, SecurityBaseline> ciliumPolicies(
      EventSourceContext<SecurityBaseline> context) {
    return new InformerEventSource<>(
        toBaseline(
                InformerEventSourceConfiguration.from(
                    new GroupVersionKind("cilium.io", "v2", CILIUM_POLICIES),
                    SecurityBaseline.class))
            .withName(CILIUM_POLICIES)
            .withFieldSelector(
                new FieldSelectorBuilder().withField("metadata.name", PolicyNames.FIRST).build())
            .build(),
        context);
  }

  /** Whatever becomes of such an object, the baseline is looked at. */
  static <T extends HasMetadata> InformerEventSourceConfiguration.Builder<T> toBaseline(
      InformerEventSourceConfiguration.Builder<T> builder) {
    return builder
        .withWatchAllNamespaces()
        .withSecondaryToPrimaryMapper(_ -> Set.of(new ResourceID(SecurityBaseline.NAME)))
        .withPrimaryToSecondaryMapper(_ -> Set.of());
  }
}
