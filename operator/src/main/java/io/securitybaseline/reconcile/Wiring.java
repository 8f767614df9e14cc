package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.ClusterWriter;
import io.securitybaseline.apply.EventSender;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.client.ApiServer;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.ReportWatches;
import io.securitybaseline.facts.azure.ManagedClusterPoller;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.reconcile.caches.CachedResources;
import io.securitybaseline.reconcile.caches.DefinedKinds;
import io.securitybaseline.reconcile.caches.WatchSources;
import io.securitybaseline.reconcile.pass.Backoff;
import io.securitybaseline.reconcile.pass.Enforcement;
import io.securitybaseline.reconcile.pass.Memory;
import io.securitybaseline.reconcile.pass.ReportWrites;
import io.securitybaseline.reconcile.pass.ScopePass;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.Metrics;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Puts the reconcilers together; only constructors are called here. */
final class Wiring {

  private final List<ControlModule> modules;
  private final CachedResources resources = new CachedResources();
  private final WatchSources sources;
  private final AgentMemory agents = new AgentMemory(System::nanoTime);
  private final NodeLister nodes = new NodeLister(resources);
  private final NamespaceLister live = new NamespaceLister(resources);
  private final ReconcileTriggers triggers = new ReconcileTriggers();
  private final RolloutMatches rollout = new RolloutMatches();
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private final Clock steady = new SteadyClock(System::nanoTime);
  private final HealthWiring health;
  private final CurrentSituation current = new CurrentSituation(this::triggerAll, System::nanoTime);
  private final Metrics metrics;
  private final AccessReviewCache access;
  private final BaselineStore baselines;
  private final Applier applier;
  private final ManagedClusterPoller azure;
  private final DirectoryLink directory;
  private final DiscoveredResources discovered;
  private final SituationObserver observer;
  private final NamespaceReconciler namespaceReconciler;
  private final BaselineReconciler baselineReconciler;
  private final ReportPass reports;
  private final ClusterRoleBindingReconciler clusterRoleBindingReconciler;

  /**
   * What the operator uses of the API server beside its watches.
   *
   * @param client watches policy reports
   * @param events sends events
   */
  record Connection(
      KubernetesClient client,
      ClusterWriter writer,
      AccessReviews reviews,
      ServerVersion version,
      EventSender events) {}

  /**
   * Puts everything together.
   *
   * @param modules the controls, in the order of the status
   */
  Wiring(
      List<ControlModule> modules,
      Connection connection,
      OperatorConfig config,
      Metrics metrics,
      Clock clock) {
    this.modules = List.copyOf(modules);
    this.metrics = metrics;
    WatchedKinds kinds = new WatchedKinds(modules);
    sources =
        new WatchSources(
            kinds.watchesAnd(ReportWatches.DEFINITIONS), resources, triggers::namespace);
    health = new HealthWiring(kinds, config, triggers, metrics, clock);
    baselines = new BaselineStore(() -> metrics.evaluationPending(clock.instant()));
    var ofAzure = new AzureWiring(metrics, new ManagedClusterPoller.Clocks(clock, steady));
    azure = ofAzure.poller(triggers::baseline);
    directory = new DirectoryLink(ofAzure, triggers);
    access = new AccessWiring(modules, steady).cache(connection.reviews(), azure::reading);
    applier = applier(connection.writer(), config);
    discovered = DiscoveredResources.by(connection.client(), connection.version(), resources);
    observer = observer(config, clock);
    EventWiring events = EventWiring.of(config.instance(), connection.events(), clock);
    EngineWiring engine = engine(connection, config, clock);
    ScopePass pass = engine.scopePass(events.ofObjects());
    reports = reports(engine, connection.client());
    clusterRoleBindingReconciler = clusterRoleBindingReconciler(pass);
    namespaceReconciler = namespaceReconciler(pass);
    baselineReconciler = baselineReconciler(engine, events, config, clock);
  }

  private ReportPass reports(EngineWiring engine, KubernetesClient client) {
    return engine.reports(
        client,
        new ReportWrites.Sending(applier, backoff),
        new ReportEvents(triggers, this::triggerAll));
  }

  private ControlPasses.Publishing publishing(EventWiring events, OperatorConfig config) {
    return new ControlPasses.Publishing(
        metrics.controls(), events.ofAlarms(), config.metricsPerNode());
  }

  private ClusterRoleBindingReconciler clusterRoleBindingReconciler(ScopePass pass) {
    return new ClusterRoleBindingReconciler(
        current, pass, sources, triggers, health.clusterRoleBindings(), reports);
  }

  private NamespaceReconciler namespaceReconciler(ScopePass pass) {
    return new NamespaceReconciler(
        current, pass, triggers, sources, rollout, health.namespaces(), reports);
  }

  private EngineWiring engine(Connection connection, OperatorConfig config, Clock clock) {
    ObservedFacts facts = facts(connection.version(), config, clock);
    ScopePass.Facts input =
        new ScopePass.Facts(resources, facts, health.watches()::isHeld, directory);
    Memory memory = new Memory();
    Enforcement enforcement =
        new Enforcement(
            applier, backoff, connection.reviews()::list, memory, metrics::driftRepaired, steady);
    return new EngineWiring(modules, input, facts, enforcement, memory);
  }

  private BaselineReconciler baselineReconciler(
      EngineWiring engine, EventWiring events, OperatorConfig config, Clock clock) {
    return new BaselineReconciler(
        observer,
        current,
        engine.controlPasses(publishing(events, config), discovered::refresh),
        statusPass(events.ofBaseline(modules), clock),
        baselines,
        health.watches(),
        health.failures(),
        reports);
  }

  private ObservedFacts facts(ServerVersion serverVersion, OperatorConfig config, Clock clock) {
    Upgrades upgrades =
        new Upgrades(serverVersion, EndOfLifeTable.open(config.endOfLifeFile()), azure::reading);
    var observed = new ObservedFacts.Sources(azure::reading, directory::known, agents);
    return new ObservedFacts(upgrades, observed, metrics, config.probes(), clock);
  }

  private SituationObserver observer(OperatorConfig config, Clock clock) {
    return new SituationObserver(
        modules,
        live,
        nodes,
        sources,
        new DefinedKinds(sources, resources, health::unwatched),
        new ClusterObserver(resources, agents, config),
        triggers,
        agents,
        access,
        azure,
        directory,
        clock);
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
    HeapTrimmer heap = new HeapTrimmer(HeapTrimmer.Heap.ofThisProcess(), steady);
    return new StatusPass(modules, events, metrics, clock, heap);
  }

  /** Another situation: everything must be evaluated. */
  void triggerAll() {
    triggers.namespaces(live.ids());
    triggers.clusterRoleBindings(clusterRoleBindings());
  }

  WatchGuard watchGuard(Operator operator, ApiServer server) {
    return health.guard(operator, server);
  }

  /** Whether every pass of a reconciler ends with an exception. */
  boolean isBroken() {
    return health.isBroken(() -> live.ids().count(), () -> clusterRoleBindings().count());
  }

  private Stream<ResourceID> clusterRoleBindings() {
    return resources.all(ClusterRoleBinding.class).map(ResourceID::fromResource);
  }

  ReportPass reports() {
    return reports;
  }

  /** Azure is not read any more. */
  void closeAzure() {
    azure.close();
    directory.close();
  }

  ReconcileTriggers triggers() {
    return triggers;
  }

  BaselineStore baselines() {
    return baselines;
  }

  WatchSources sources() {
    return sources;
  }

  SituationObserver observer() {
    return observer;
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
