package io.securitybaseline.runtime;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.apply.LeaderElection;
import io.securitybaseline.apply.LeaderLease;
import io.securitybaseline.reconcile.OperatorConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does not start without leader election while another operator is active, such as an installed
 * one. Two that act would both write, and would undo each other's changes if their versions differ.
 */
final class SoleOperator {

  private static final Logger log = LoggerFactory.getLogger(SoleOperator.class);

  /** The lease of a living leader changes every two seconds. */
  private static final Duration BETWEEN_READS = Duration.ofMillis(500);

  private SoleOperator() {}

  /**
   * Waits until it is known whether the holder of the cluster's lease is alive; at once where there
   * is no holder.
   *
   * @throws StartupException if another operator acts, or if that cannot be found out
   */
  static void check(KubernetesClient client, Clock clock) {
    LeaderLease lease =
        new LeaderLease(
            List.of(client),
            OperatorConfig.CLUSTER_LEASE,
            "check/" + UUID.randomUUID(),
            LeaderElection.LEASE_DURATION,
            new LeaderLease.Clocks(clock, System::nanoTime));
    try {
      awaitKnown(lease);
    } catch (KubernetesClientException e) {
      throw new StartupException(
          "cannot read lease %s, which shows whether another operator acts: grant get on the lease, or use --force: %s"
              .formatted(lease.name(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while reading lease " + lease.name(), e);
    }
  }

  private static void awaitKnown(LeaderLease lease) throws InterruptedException {
    Optional<String> holder = lease.validHolder();
    if (holder.isPresent()) {
      log.atInfo()
          .addKeyValue("holder", holder.get())
          .addKeyValue("lease", lease.name())
          .log("an operator holds the leader lease; checking whether it renews it");
    }
    while (holder.isPresent()) {
      Thread.sleep(BETWEEN_READS);
      holder = lease.validHolder();
      if (holder.isPresent() && lease.hasChanged()) {
        throw new StartupException(
            "%s already acts in this cluster (lease %s): stop it first, or use --force"
                .formatted(holder.get(), lease.name()));
      }
    }
  }
}
