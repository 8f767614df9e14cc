package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.securitybaseline.training.TrainingCertificate;
import io.securitybaseline.training.TrainingServer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderLeaseTest {

  private static final String NAMESPACE = "default";
  private static final String NAME = "operator";
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final TrainingCertificate certificate = TrainingCertificate.create();
  private final TrainingServer server = TrainingServer.start(certificate);
  private final KubernetesClient client = client();
  private final LeaderLease lease =
      new LeaderLease(
          List.of(client),
          new LeaderLease.LeaseName(NAMESPACE, NAME),
          "us",
          Duration.ofSeconds(15),
          new LeaderLease.Clocks(() -> NOW, System::nanoTime));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void releasesOnlyItsOwnLease() {
    heldBy("us");

    assertThat(lease.release()).isTrue();

    assertThat(holder()).isNullOrEmpty();
  }

  @Test
  void leavesTheLeaseOfAnotherAlone() {
    heldBy("another");

    assertThat(lease.release()).isFalse();

    assertThat(holder()).isEqualTo("another");
  }

  @Test
  void doesNothingWhereThereIsNoLease() {
    assertThat(lease.release()).isFalse();

    assertThat(new LeaseLock(NAMESPACE, NAME, "us").get(client)).isNull();
  }

  private void heldBy(String holder) {
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    new LeaseLock(NAMESPACE, NAME, holder)
        .create(client, new LeaderElectionRecord(holder, Duration.ofSeconds(15), now, now, 0));
  }

  private String holder() {
    return new LeaseLock(NAMESPACE, NAME, "us").get(client).getHolderIdentity();
  }

  private KubernetesClient client() {
    Config config = Config.empty();
    config.setMasterUrl(server.url());
    config.setCaCertData(certificate.pem());
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
