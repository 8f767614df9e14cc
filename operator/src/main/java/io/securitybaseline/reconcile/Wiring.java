package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.Operator;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.ClusterWriter;
import io.securitybaseline.apply.EventSender;
import io.securitybaseline.apply.Pacer;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.client.ApiServer;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.azure.ManagedClusterPoller;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.reconcile.caches.CachedResources;
import io.securitybaseline.reconcile.caches.DefinedKinds;
import io.securitybaseline.reconcile.caches.WatchSources;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.Ledger;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.NamespaceEvents;
import io.securitybaseline.report.NodeEvents;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Puts the reconcilers together; only constructors are called here. */
final class Wiring {

  private final CachedResources resources = new CachedResources();
  private final WatchSources sources = new WatchSources(Controls.allWatches(), resources);
  private final AgentMemory agents = new AgentMemory(System::nanoTime);
  private final NodeLister nodes = new NodeLister(resources);
  private final NamespaceLister live = new NamespaceLister(resources, nodes);
  private final AdmissionPolicyLister admission = new AdmissionPolicyLister(resources);
  private final ReconcileTriggers wakeups = new ReconcileTriggers();
  private final RolloutMatches rollout = new RolloutMatches(live);
  private final Ledger ledger = new Ledger();
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private final Clock steady = new SteadyClock(System::nanoTime);
  private final HealthWiring health;
  private final CurrentSituation current = new CurrentSituation(this::wakeAll, System::nanoTime);
  private final Metrics metrics;
  private final AccessReviewCache access;
  private final BaselineStore baselines;
  private final Applier applier;
  private final ManagedClusterPoller azure;
  private final SituationObserver observatory;
  private final NamespaceReconciler namespaceReconciler;
  private final BaselineReconciler baselineReconciler;
  private final BindingsWiring bindings;
  private final ClusterRoleBindingReconciler clusterRoleBindingReconciler;

  Wiring(
      ClusterWriter cluster,
      AccessReviews reviews,
      ServerVersion serverVersion,
      OperatorConfig config,
      EventSender sender,
      Metrics metrics,
      Clock clock) {
    this.metrics = metrics;
    health =
        new HealthWiring(new WatchedKinds(Controls.watches()), config, wakeups, metrics, clock);
    baselines = new BaselineStore(() -> metrics.awaited(clock.instant()));
    azure = poller(clock);
    access = access(reviews);
    applier = applier(cluster, config);
    observatory = observatory(clock);
    var events = new EventWiring(new EventFactory(config.instance()), sender, clock);
    bindings = new BindingsWiring(applier, reviews, backoff, events.ofBindings(), steady);
    var careful = health.clusterRoleBindings();
    clusterRoleBindingReconciler = bindings.reconciler(current, wakeups, sources, careful);
    namespaceReconciler = namespaceReconciler(events.ofNamespaces());
    baselineReconciler =
        baselineReconciler(
            List.of(
                instanceMetadata(),
                bindings.controlPass(prevention(), live, metrics),
                nodes(events.ofNodes(), serverVersion, config, clock),
                new ClusterSettingsPass(azure, metrics, clock)),
            statusPass(events.ofBaseline(), clock));
  }

  private BaselineReconciler baselineReconciler(List<ControlPass> controls, StatusPass statusPass) {
    return new BaselineReconciler(
        observatory, current, controls, statusPass, baselines, health.watches(), health.failures());
  }

  private ManagedClusterPoller poller(Clock clock) {
    var clocks = new ManagedClusterPoller.Clocks(clock, steady);
    return new AzureWiring(metrics).poller(clocks, wakeups::baseline);
  }

  private SituationObserver observatory(Clock clock) {
    return new SituationObserver(
        live,
        nodes,
        sources,
        new DefinedKinds(sources, resources, health::unwatched),
        new ClusterObserver(resources, agents),
        wakeups,
        agents,
        access,
        azure,
        clock);
  }

  private NamespaceReconciler namespaceReconciler(NamespaceEvents events) {
    NamespacePass pass =
        new NamespacePass(
            live,
            new NamespaceEvaluator(Controls.INSTANCE_METADATA, rollout::isNothing),
            new Enforcement(applier, new Pacer(), backoff, metrics, steady),
            ledger,
            events);
    return new NamespaceReconciler(
        current,
        pass,
        bindings.namespacePass(live),
        wakeups,
        sources,
        rollout,
        health.namespaces());
  }

  private AccessReviewCache access(AccessReviews reviews) {
    return new AccessReviewCache(reviews, () -> entra(azure.reading()), steady);
  }

  private Applier applier(ClusterWriter cluster, OperatorConfig config) {
    return new Applier(
        cluster,
        new WriteLimiter(config.writesPerSecond(), System::nanoTime),
        (control, change, outcome) -> {
          metrics.applied(control, change, outcome);
          access.tried(change, outcome);
        });
  }

  private StatusPass statusPass(BaselineEvents events, Clock clock) {
    return new StatusPass(
        events, metrics, clock, new HeapTrimmer(HeapTrimmer.Heap.ofThisProcess(), steady));
  }

  private static Entra entra(Reading reading) {
    boolean isPending = reading instanceof Reading.Pending;
    return isPending ? Entra.AWAITED : Entra.of(reading.entraIntegration());
  }

  /** Another situation: everything is to be looked at. */
  void wakeAll() {
    wakeups.namespaces(live.ids());
    wakeups.clusterRoleBindings(bindings.clusterRoleBindings().ids());
  }

  private ControlPass instanceMetadata() {
    return new InstanceMetadataPass(
        List.of(
            new ClusterPass<>(
                Controls.INSTANCE_METADATA_CLUSTER,
                new ClusterScope(live, ledger, agents)::snapshot,
                applier,
                backoff,
                health.watches()),
            new ClusterPass<>(
                Controls.PROTECTION,
                admission.named(ProtectionControl.NAME),
                applier,
                backoff,
                health.watches())),
        new NamespaceCleanup(live, ledger),
        live,
        ledger,
        metrics);
  }

  private List<ClusterPass<?>> prevention() {
    return List.of(
        new ClusterPass<>(
            Controls.PREVENTION,
            admission.named(PreventionControl.NAME),
            applier,
            backoff,
            health.watches()),
        new ClusterPass<>(
            Controls.RECORD_PROTECTION,
            admission.named(RecordProtectionControl.NAME),
            applier,
            backoff,
            health.watches()));
  }

  private ControlPass nodes(
      NodeEvents events, ServerVersion serverVersion, OperatorConfig config, Clock clock) {
    return new NodesPass(
        Controls.NODES,
        nodes,
        new Upgrades(serverVersion, EndOfLifeTable.open(config.endOfLifeFile()), azure::reading),
        new NodesPass.Announced(events, metrics.nodes(), config.metricsPerNode()),
        clock);
  }

  WatchGuard watchGuard(Operator operator, ApiServer server) {
    return health.guard(operator, server);
  }

  /** Whether a reconciler gets nothing done but exceptions. */
  boolean isBroken() {
    return health.isBroken(
        () -> live.ids().count(), () -> bindings.clusterRoleBindings().ids().count());
  }

  ManagedClusterPoller azure() {
    return azure;
  }

  ReconcileTriggers wakeups() {
    return wakeups;
  }

  BaselineStore baselines() {
    return baselines;
  }

  WatchSources sources() {
    return sources;
  }

  SituationObserver observatory() {
    return observatory;
  }

  NamespaceReconciler namespaceReconciler() {
    return namespaceReconciler;
  }

  ClusterRoleBindingReconciler clusterRoleBindingReconciler() {
    return clusterRoleBindingReconciler;
  }

  BaselineReconciler baselineReconciler() {
    return baselineReconciler;
  }
}
