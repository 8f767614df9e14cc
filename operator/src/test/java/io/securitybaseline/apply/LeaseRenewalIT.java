package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a leader does with its Leases. */
class LeaseRenewalIT extends LeaderCandidates {

  @Test
  void aLeaseMadeByHandIsValidForOurDuration() {
    client
        .resource(
            """
            apiVersion: coordination.k8s.io/v1
            kind: Lease
            metadata: {name: %s, namespace: default}
            spec: {holderIdentity: hand}
            """
                .formatted(unique))
        .create();
    Candidate candidate = candidate("candidate", Duration.ZERO, unique);
    candidate.election().round();
    pass(LEASE);
    candidate.election().round();

    assertThat(candidate.heard()).containsExactly("follows hand", "leading");
  }

  @Test
  void aLeaderCreatesItsDeletedLeaseAgain() {
    Candidate leader = candidate("leader", Duration.ZERO, unique);
    leader.election().round();
    client.resource(lease(unique)).delete();

    leader.election().round();

    assertThat(leader.heard()).containsExactly("leading");
    assertThat(lease(unique).getSpec().getHolderIdentity()).isEqualTo("leader");
  }

  @Test
  void aRenewalSetsTheTimeAndKeepsTheRest() {
    Candidate leader = candidate("leader", Duration.ZERO, unique);
    leader.election().round();
    Lease acquired = lease(unique);
    pass(Duration.ofMillis(2_500));

    leader.election().round();

    Lease renewed = lease(unique);
    assertThat(renewed.getSpec().getRenewTime().toInstant()).isEqualTo(wall.instant());
    renewed.getSpec().setRenewTime(acquired.getSpec().getRenewTime());
    assertThat(renewed.getSpec()).isEqualTo(acquired.getSpec());
  }

  @Test
  void aLeaderRestoresItsLeaseThatWasEdited() {
    Candidate leader = candidate("leader", Duration.ZERO, unique);
    leader.election().round();
    Lease edited = lease(unique);
    edited.getSpec().setLeaseDurationSeconds(86_400);
    client.resource(edited).update();

    leader.election().round();

    assertThat(lease(unique).getSpec().getLeaseDurationSeconds()).isEqualTo(15);
    assertThat(leader.heard()).containsExactly("leading");
  }

  @Test
  void aLeaderStopsWhereOneOfItsConnectionsHasNoAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        KubernetesClient unanswered = clientOf("http://localhost:" + silent.getLocalPort())) {
      Candidate leader = candidate(List.of(client, unanswered), "leader", Duration.ZERO, unique);
      leader.election().round();
      leader.election().round();
      assertThat(leader.heard()).containsExactly("leading");
      pass(LeaderElection.RENEW_DEADLINE);

      leader.election().round();

      assertThat(leader.heard())
          .containsExactly("leading", "lost: the API server has not answered for 10 s");
    }
  }

  private static KubernetesClient clientOf(String url) {
    Config config = Config.empty();
    config.setMasterUrl(url);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
