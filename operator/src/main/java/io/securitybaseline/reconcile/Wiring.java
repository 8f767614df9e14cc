package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.Operator;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.ClusterWriter;
import io.securitybaseline.apply.EventSender;
import io.securitybaseline.apply.Pacer;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.client.ApiServer;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataClusterControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import io.securitybaseline.controls.nodes.NodesControl;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.azure.ManagedClusterPoller;
import io.securitybaseline.facts.azure.Reading;
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

  private final Pruning pruning = new Pruning();
  private final AgentMemory agents = new AgentMemory(System::nanoTime);
  private final NodeLister nodes = new NodeLister();
  private final NamespaceLister live = new NamespaceLister(nodes);
  private final AdmissionPolicyLister admission = new AdmissionPolicyLister();
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
    health = new HealthWiring(config, wakeups, metrics, clock);
    baselines = new BaselineStore(() -> metrics.awaited(clock.instant()));
    azure = poller(clock);
    access = access(reviews);
    applier = applier(cluster, config);
    observatory = observatory(clock);
    EventWiring events = new EventWiring(new EventFactory(config.instance()), sender, clock);
    bindings = new BindingsWiring(applier, reviews, backoff, events.ofBindings(), steady);
    clusterRoleBindingReconciler =
        bindings.reconciler(current, wakeups, health.clusterRoleBindings());
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
    return new AzureWiring(metrics)
        .poller(new ManagedClusterPoller.Clocks(clock, steady), wakeups::baseline);
  }

  private SituationObserver observatory(Clock clock) {
    return new SituationObserver(
        live, nodes, admission, wakeups, pruning, agents, access, azure, clock, health.watches());
  }

  private NamespaceReconciler namespaceReconciler(NamespaceEvents events) {
    NamespacePass pass =
        new NamespacePass(
            live,
            new NamespaceEvaluator(new InstanceMetadataControl(), rollout::isNothing),
            new Enforcement(applier, new Pacer(), backoff, metrics, steady),
            ledger,
            events);
    return new NamespaceReconciler(
        current,
        pass,
        bindings.namespacePass(live),
        live,
        wakeups,
        pruning,
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
    HeapTrimmer heap = new HeapTrimmer(HeapTrimmer.Heap.ofThisProcess(), steady);
    return new StatusPass(events, metrics, clock, heap);
  }

  private static Entra entra(Reading reading) {
    return reading instanceof Reading.Pending
        ? Entra.AWAITED
        : Entra.of(reading.entraIntegration());
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
                new InstanceMetadataModule(),
                new InstanceMetadataClusterControl(),
                new ClusterScope(live, ledger, agents)::snapshot,
                applier,
                backoff,
                health.watches()),
            new ClusterPass<>(
                new InstanceMetadataModule(),
                new ProtectionControl(),
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
            new GroupBindingsModule(),
            new PreventionControl(),
            admission.named(PreventionControl.NAME),
            applier,
            backoff,
            health.watches()),
        new ClusterPass<>(
            new GroupBindingsModule(),
            new RecordProtectionControl(),
            admission.named(RecordProtectionControl.NAME),
            applier,
            backoff,
            health.watches()));
  }

  private ControlPass nodes(
      NodeEvents events, ServerVersion serverVersion, OperatorConfig config, Clock clock) {
    return new NodesPass(
        new NodesControl(),
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

  Pruning pruning() {
    return pruning;
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
