package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.apply.ClusterWriter;
import io.securitybaseline.apply.EventSender;
import io.securitybaseline.apply.FencedCluster;
import io.securitybaseline.apply.KubernetesAccessReviews;
import io.securitybaseline.apply.KubernetesClusterWriter;
import io.securitybaseline.client.ApiServer;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.report.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running operator: reconcilers, caches, leadership and shutdown. */
public final class OperatorRuntime implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OperatorRuntime.class);

  /** What is under way when the operator is stopped may finish; one request takes no longer. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * One list of a large cluster takes minutes. The first lists end when nothing arrives; later ones
   * fail with their requests, and while they last the process counts as standing still.
   */
  private static final Duration LONGEST_LIST = Duration.ofHours(1);

  /** The status is written at most so often on average. */
  private static final Duration ROLL_UP_INTERVAL = Duration.ofSeconds(1);

  /**
   * Informers and the baseline trigger everything. The framework's own regular pass is a timer that
   * is queued again after each pass; cancelled ones stay in the queue until they are due, hours
   * later.
   */
  private static final @Nullable Duration NO_REGULAR_PASS = null;

  /** Writes are limited where they are sent; one for all, since it has nothing to remember. */
  private static final UnlimitedRate NO_LIMIT = new UnlimitedRate();

  /** The finalizer, the first pass, and its result follow each other at once. */
  private static final int ROLL_UP_BURST = 3;

  private final Operator operator;
  private final ReconcilerExecutor executor;
  private final StandbyExecutor standby;
  private final EventSender events;
  private final Wiring wiring;
  private final ClockWatch clockWatch;
  private final Optional<Leadership> leadership;
  private final Runnable onLeadershipLost;
  private final WatchGuard watches;
  private final FirstLists firstLists;
  private final OperatorConfig config;
  private final AtomicBoolean closing = new AtomicBoolean();

  /** What the process provides to all parts. */
  public record Surroundings(Metrics metrics, Clock clock) {}

  /**
   * Puts the parts together; nothing runs before {@link #start}.
   *
   * @param modules the controls, in the order of the status
   * @param surroundings what the process provides
   * @param onLeadershipLost run when another process took the lease although this one was not
   *     stopping: this process must not act any more, so end it
   */
  public OperatorRuntime(
      List<ControlModule> modules,
      ApiServer server,
      OperatorConfig config,
      Surroundings surroundings,
      Runnable onLeadershipLost) {
    KubernetesClient client = server.client();
    Clock clock = surroundings.clock();
    Metrics metrics = surroundings.metrics();
    this.config = config;
    this.onLeadershipLost = onLeadershipLost;
    this.executor = new ReconcilerExecutor(config.workers(), System::nanoTime);
    this.standby = new StandbyExecutor(executor);
    this.leadership = Leadership.of(server, config, clock, standby::lead, this::stoppedLeading);
    ClusterWriter cluster =
        new FencedCluster(new KubernetesClusterWriter(server.writer()), this::mayAct);
    this.events = new EventSender(cluster, metrics, System::nanoTime);
    this.wiring = new Wiring(modules, connection(server, cluster), config, metrics, clock);
    this.clockWatch = new ClockWatch(clock, new SteadyClock(System::nanoTime), this::evaluateAll);
    this.operator = SourceStarters.virtual(new Operator(overrides -> configure(overrides, client)));
    this.watches = wiring.watchGuard(operator, server);
    this.firstLists = new FirstLists(server.lists()::parts, config.listTimeout());
    register();
  }

  private Wiring.Connection connection(ApiServer server, ClusterWriter cluster) {
    return new Wiring.Connection(
        server.client(),
        cluster,
        new KubernetesAccessReviews(server.writer()),
        new ServerVersion(server.client()::getKubernetesVersion, new SteadyClock(System::nanoTime)),
        events);
  }

  private void register() {
    operator.register(wiring.namespaceReconciler(), this::configureNamespaces);
    operator.register(wiring.clusterRoleBindingReconciler(), this::configureClusterRoleBindings);
    operator.register(wiring.baselineReconciler(), this::configureBaseline);
  }

  /**
   * Fills the caches and begins; returns when all caches are filled. As a standby it then waits for
   * the lease with warm caches.
   *
   * @throws UnwatchableClusterException if a cache cannot be filled
   */
  public void start() {
    try {
      firstLists.read(operator::start);
    } catch (OperatorException e) {
      throw new UnwatchableClusterException(rootMessage(e), e);
    }
    wiring.observer().allCachesFilled();
    watches.start(config.watchPatience());
    log.info("all caches are filled");
    leadership.ifPresentOrElse(Leadership::start, standby::lead);
    clockWatch.start();
  }

  /** Whether the caches were filled, the process is not stopping, and no other release acts. */
  public boolean isReady() {
    return wiring.observer().ready()
        && !closing.get()
        && leadership.map(it -> !it.isBlocked()).orElse(true);
  }

  /** Whether the work that there is gets done, however much there is of it. */
  public boolean isAlive() {
    return executor.isMoving() && !wiring.isBroken();
  }

  /** Stops taking work, lets what is under way finish, releases the leader lease. */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      clockWatch.close();
      watches.close();
      wiring.closeAzure();
      operator.stop();
      wiring.reports().close();
      events.close();
      executor.shutdownNow();
      // Last of all: from then on another process may act.
      leadership.ifPresent(Leadership::close);
    }
  }

  private void evaluateAll() {
    wiring.triggers().baseline();
    wiring.triggerAll();
  }

  private boolean mayAct() {
    return leadership.map(Leadership::mayAct).orElse(true);
  }

  private void configure(ConfigurationServiceOverrider overrides, KubernetesClient client) {
    overrides
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withExecutorService(standby)
        .withResourceCloner(new ImmutableNamespaceCloner(client.getKubernetesSerialization()))
        .withReconciliationTerminationTimeout(GRACE)
        .withCacheSyncTimeout(LONGEST_LIST)
        // By default it would end the process; the watch guard starts the informer again.
        .withInformerStoppedHandler((_, _) -> {})
        .checkingCRDAndValidateLocalModel(false)
        .withCloneSecondaryResourcesWhenGettingFromCache(false);
  }

  private void stoppedLeading(String why) {
    if (!closing.get()) {
      log.atError()
          .addKeyValue("reason", why)
          .log("the leader lease was lost: ending this process, so that only one acts");
      onLeadershipLost.run();
    }
  }

  private void configureNamespaces(ControllerConfigurationOverrider<Namespace> overrides) {
    configureObjects(Namespace.class, overrides);
  }

  private void configureClusterRoleBindings(
      ControllerConfigurationOverrider<ClusterRoleBinding> overrides) {
    configureObjects(ClusterRoleBinding.class, overrides);
  }

  private <T extends HasMetadata> void configureObjects(
      Class<T> kind, ControllerConfigurationOverrider<T> overrides) {
    wiring
        .sources()
        .configure(kind, overrides)
        .withGenerationAware(false)
        .withTriggerReconcilerOnAllEvents(true)
        .withReconciliationMaxInterval(NO_REGULAR_PASS)
        .withRateLimiter(NO_LIMIT)
        .withRetry(EndlessRetry.create());
  }

  private void configureBaseline(ControllerConfigurationOverrider<SecurityBaseline> overrides) {
    overrides
        .withItemStore(wiring.baselines())
        .withGenerationAware(false)
        .withOnUpdateFilter(OperatorRuntime::startsPass)
        .withRateLimiter(new PassRateLimiter(ROLL_UP_INTERVAL, ROLL_UP_BURST, System::nanoTime))
        .withFieldManager(Ownership.MANAGER)
        .withRetry(EndlessRetry.create());
  }

  /** Whether an update starts a pass; the operator's own write of the status does not. */
  private static boolean startsPass(SecurityBaseline now, SecurityBaseline before) {
    return !now.getMetadata().getGeneration().equals(before.getMetadata().getGeneration())
        || !now.getMetadata().getUid().equals(before.getMetadata().getUid())
        || now.isMarkedForDeletion() != before.isMarkedForDeletion()
        || !now.getFinalizers().equals(before.getFinalizers())
        || !SituationObserver.requestedAt(now).equals(SituationObserver.requestedAt(before));
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
