package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.apply.LeaderElection;
import io.securitybaseline.apply.LeaderLease;
import io.securitybaseline.apply.LeaderLease.LeaseName;
import io.securitybaseline.client.ApiServer;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process is the one that acts. It competes for two Leases: that of its release, and
 * one that all releases in a cluster share, so that two releases never both act.
 */
final class Leadership implements LeaderElection.Listener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final String namespace;
  private final Runnable onLeading;
  private final Consumer<String> onLost;
  private final LeaderElection election;
  private @Nullable String leader;
  private volatile boolean blocked;

  /**
   * @param namespace of the release
   * @param onLeading run when this process begins to lead
   * @param onLost run with the reason when it must stop at once
   */
  private Leadership(
      ApiServer server,
      OperatorConfig config,
      String namespace,
      Clock clock,
      Runnable onLeading,
      Consumer<String> onLost) {
    this.namespace = namespace;
    this.onLeading = onLeading;
    this.onLost = onLost;
    List<KubernetesClient> clients = List.of(server.client(), server.writer());
    LeaderLease.Clocks clocks = new LeaderLease.Clocks(clock, System::nanoTime);
    this.election =
        new LeaderElection(
            Stream.of(new LeaseName(namespace, OperatorConfig.LEASE), OperatorConfig.CLUSTER_LEASE)
                .distinct()
                .map(name ->
                    new LeaderLease(
                        clients, name, holder(name, config), LeaderElection.LEASE_DURATION, clocks))
                .toList(),
            this,
            System::nanoTime);
  }

  /**
   * The same, if leader election is wanted.
   *
   * @throws IllegalArgumentException if it is not known in which namespace
   */
  static Optional<Leadership> of(
      ApiServer server,
      OperatorConfig config,
      Clock clock,
      Runnable onLeading,
      Consumer<String> onLost) {
    if (!config.leaderElection()) {
      return Optional.empty();
    }
    String namespace =
        config
            .leaseNamespace()
            .or(() -> Optional.ofNullable(server.client().getNamespace()))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "--leader-election needs a namespace for its lease: set"
                        + " --leader-election-namespace"));
    return Optional.of(new Leadership(server, config, namespace, clock, onLeading, onLost));
  }

  /** In the Lease of the cluster, the holder includes the namespace of the release. */
  private String holder(LeaseName lease, OperatorConfig config) {
    return lease.equals(OperatorConfig.CLUSTER_LEASE)
        ? namespace + "/" + config.instance()
        : config.instance();
  }

  void start() {
    election.start();
  }

  boolean mayAct() {
    return election.mayAct();
  }

  /**
   * Whether another release acts, so that this one cannot become leader after any of its replicas.
   */
  boolean isBlocked() {
    return blocked;
  }

  @Override
  public void startedLeading() {
    blocked = false;
    log.info("leading");
    onLeading.run();
  }

  @Override
  public void stoppedLeading(String why) {
    onLost.accept(why);
  }

  @Override
  public void follows(LeaseName lease, String holder) {
    boolean other =
        lease.equals(OperatorConfig.CLUSTER_LEASE) && !holder.startsWith(namespace + "/");
    blocked = other;
    if (Objects.equals(leader, holder)) {
      return;
    }
    leader = holder;
    if (other) {
      log.atWarn()
          .addKeyValue("holder", holder)
          .addKeyValue("lease", lease)
          .addKeyValue("namespace", namespace)
          .log(
              "another release of the operator acts in this cluster, so this one does nothing and"
                  + " is not ready: uninstall one of the two");
    } else {
      log.atInfo().addKeyValue("leader", holder).log("leader known");
    }
  }

  @Override
  public void close() {
    election.close();
  }
}
