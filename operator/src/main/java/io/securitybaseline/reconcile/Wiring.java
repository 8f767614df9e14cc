package io.securitybaseline.reconcile;

import io.securitybaseline.OperatorConfig;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Cluster;
import io.securitybaseline.apply.EventSender;
import io.securitybaseline.apply.Pacer;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.control.Controls;
import io.securitybaseline.observe.Pruning;
import io.securitybaseline.observe.azure.DaemonTimer;
import io.securitybaseline.observe.azure.ManagedClusterId;
import io.securitybaseline.observe.azure.ManagedClusterPoller;
import io.securitybaseline.observe.azure.ManagedClusterReader;
import io.securitybaseline.observe.azure.arm.ArmReaderSource;
import io.securitybaseline.report.Announcements;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.Ledger;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.NamespaceEvents;
import io.securitybaseline.report.NodeEvents;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Puts the reconcilers together; only constructors are called here. */
final class Wiring {

  /** For one request to Azure, from sending it to the last byte of its answer. */
  private static final Duration AZURE_PATIENCE = Duration.ofSeconds(30);

  private final Pruning pruning = new Pruning();
  private final LiveNodes nodes = new LiveNodes();
  private final LiveNamespaces live = new LiveNamespaces(nodes);
  private final Wakeups wakeups = new Wakeups();
  private final Ledger ledger = new Ledger();
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private final CurrentSituation current =
      new CurrentSituation(() -> wakeups.namespaces(live.ids()));
  private final Metrics metrics;
  private final Applier applier;
  private final ManagedClusterPoller azure;
  private final Observatory observatory;
  private final NamespaceReconciler namespaceReconciler;
  private final BaselineReconciler baselineReconciler;

  Wiring(
      Cluster cluster,
      ServerVersion serverVersion,
      OperatorConfig config,
      EventSender sender,
      Metrics metrics,
      Clock clock) {
    this.metrics = metrics;
    applier =
        new Applier(cluster, new WriteLimiter(config.writesPerSecond(), System::nanoTime), metrics);
    azure = poller(clock);
    observatory = new Observatory(live, nodes, wakeups, pruning, azure, clock);
    Announcements announcements = new Announcements(config.instance());
    namespaceReconciler =
        new NamespaceReconciler(
            current, namespacePass(announcements, sender, clock), live, wakeups, pruning);
    baselineReconciler =
        new BaselineReconciler(
            observatory,
            current,
            List.of(
                instanceMetadata(),
                nodes(new NodeEvents(announcements, sender, clock), serverVersion, config, clock),
                new ClusterSettingsPass(azure, metrics)),
            new StatusPass(new BaselineEvents(announcements, sender, clock), metrics, clock));
  }

  private NamespacePass namespacePass(
      Announcements announcements, EventSender sender, Clock clock) {
    return new NamespacePass(
        live,
        new NamespaceJudge(Controls.INSTANCE_METADATA),
        new Enforcement(applier, new Pacer(), backoff, metrics, clock),
        ledger,
        new NamespaceEvents(announcements, sender, clock));
  }

  private ControlPass instanceMetadata() {
    return new InstanceMetadataPass(
        new ClusterPass(Controls.INSTANCE_METADATA_CLUSTER, live, ledger, applier, backoff),
        new Withdrawal(live, ledger),
        live,
        ledger,
        metrics);
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

  private ManagedClusterPoller poller(Clock clock) {
    return new ManagedClusterPoller(
        this::openAzure,
        new DaemonTimer("azure"),
        RandomGenerator.getDefault(),
        clock,
        wakeups::baseline);
  }

  /** Nothing of the Azure SDK is loaded before this is called, in the poller's thread. */
  private ManagedClusterReader openAzure(ManagedClusterId id) {
    return new ArmReaderSource(
            System::getenv, HttpClient::newBuilder, AZURE_PATIENCE, metrics::azureRequested)
        .open(id);
  }

  ManagedClusterPoller azure() {
    return azure;
  }

  Pruning pruning() {
    return pruning;
  }

  Observatory observatory() {
    return observatory;
  }

  NamespaceReconciler namespaceReconciler() {
    return namespaceReconciler;
  }

  BaselineReconciler baselineReconciler() {
    return baselineReconciler;
  }
}
