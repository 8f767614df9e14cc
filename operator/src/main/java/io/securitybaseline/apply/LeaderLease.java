package io.securitybaseline.apply;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the lease back at the end. The framework keeps it until it runs out, so that after each
 * rolling update nobody would act for a quarter of a minute.
 */
public final class LeaderLease {

  private static final Logger log = LoggerFactory.getLogger(LeaderLease.class);

  /** Not null: the lock would leave the old holder's name standing. */
  private static final String NOBODY = "";

  private final KubernetesClient client;
  private final LeaseLock lock;
  private final String holder;

  public LeaderLease(KubernetesClient client, String namespace, String name, String holder) {
    this.client = client;
    this.lock = new LeaseLock(namespace, name, holder);
    this.holder = holder;
  }

  /**
   * Lets another take over at once, if we still hold it; nobody may act for us any more.
   *
   * @param now the time of the release, which the lease records
   */
  public void release(Instant now) {
    try {
      LeaderElectionRecord held = lock.get(client);
      if (held != null && holder.equals(held.getHolderIdentity())) {
        ZonedDateTime released = now.atZone(ZoneOffset.UTC);
        lock.update(
            client,
            new LeaderElectionRecord(
                NOBODY, Duration.ofSeconds(1), released, released, held.getLeaderTransitions()));
        log.info("gave the lease back");
      }
    } catch (KubernetesClientException e) {
      log.atWarn().addKeyValue("error", e.getMessage()).log("could not give the lease back");
    }
  }
}
