package io.securitybaseline.reconcile;

import io.securitybaseline.apply.LeaderLease.LeaseName;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.facts.usage.EvidenceTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the operator runs; what it does stands in the SecurityBaseline.
 *
 * @param port of metrics and health; 0 picks a free one
 * @param leaderElection whether to wait for a lease before doing anything
 * @param leaseNamespace where the lease lives; absent: the namespace of the kubeconfig or pod
 * @param instance the name of this process in the lease and in events
 * @param workers how many namespaces are evaluated, and so how many writes sent, at a time
 * @param writesPerSecond the most writes a second; 0: no limit of the operator's own
 * @param startupTimeout how long to wait for the API server
 * @param listTimeout how long nothing may arrive while the first lists are read
 * @param endOfLifeFile overrides until when operating systems of nodes are supported
 * @param watchPatience how long a kind may be unwatched before what depends on it is reported as
 *     unknown
 * @param metricsPerNode whether metrics have a series for every node
 * @param force without leader election: whether to act although another operator acts
 * @param probes what pods of probes are created with; empty: there are no probes
 * @param evidence what shows that pods may use the instance metadata service
 */
public record OperatorConfig(
    int port,
    boolean leaderElection,
    Optional<String> leaseNamespace,
    String instance,
    int workers,
    int writesPerSecond,
    Duration startupTimeout,
    Duration listTimeout,
    Optional<Path> endOfLifeFile,
    Duration watchPatience,
    boolean metricsPerNode,
    boolean force,
    Optional<ProbeSetup> probes,
    EvidenceTable evidence) {

  /** The name of every Lease, whatever the release is called. */
  public static final String LEASE = "security-baseline-operator";

  /**
   * The Lease that all releases in a cluster compete for. Its namespace is one that no tenant may
   * write to: a tenant with the Lease would stop the operator.
   */
  public static final LeaseName CLUSTER_LEASE = new LeaseName("kube-system", LEASE);

  /** A reconnect takes seconds; longer than this is an outage. */
  public static final Duration WATCH_PATIENCE = Duration.ofSeconds(60);

  static final Duration DEFAULT_LIST_TIMEOUT = Duration.ofMinutes(2);

  public static final int DEFAULT_PORT = 8080;
  public static final int DEFAULT_WORKERS = 32;
  public static final int MOST_WORKERS = 256;

  /**
   * @throws IllegalArgumentException naming the flag and what it takes
   */
  public OperatorConfig {
    require(port >= 0 && port <= 65535, "--port takes 0 to 65535, not " + port);
    require(
        workers >= 1 && workers <= MOST_WORKERS,
        "--workers takes 1 to %d, not %d".formatted(MOST_WORKERS, workers));
    require(
        writesPerSecond >= 0,
        "--writes-per-second takes 0 (no limit) or more, not " + writesPerSecond);
    require(
        startupTimeout.isPositive(),
        "--startup-timeout takes 1 second or more, not " + startupTimeout.toSeconds());
    require(
        listTimeout.isPositive(),
        "--list-timeout takes 1 second or more, not " + listTimeout.toSeconds());
  }

  /** What the demo and tests run with: no lease, a free port. */
  public static OperatorConfig local() {
    return new OperatorConfig(
        0,
        false,
        Optional.empty(),
        "local",
        DEFAULT_WORKERS,
        0,
        Duration.ofSeconds(60),
        DEFAULT_LIST_TIMEOUT,
        Optional.empty(),
        WATCH_PATIENCE,
        false,
        false,
        Optional.empty(),
        EvidenceTable.BUNDLED);
  }

  /** The same, but a broken watch is reported after this time. */
  public OperatorConfig withWatchPatience(Duration patience) {
    return with(patience, probes);
  }

  /** The same, with probes. */
  public OperatorConfig withProbes(ProbeSetup setup) {
    return with(watchPatience, Optional.of(setup));
  }

  private OperatorConfig with(Duration patience, Optional<ProbeSetup> setup) {
    return new OperatorConfig(
        port,
        leaderElection,
        leaseNamespace,
        instance,
        workers,
        writesPerSecond,
        startupTimeout,
        listTimeout,
        endOfLifeFile,
        patience,
        metricsPerNode,
        force,
        setup,
        evidence);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
