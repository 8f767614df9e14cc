package io.securitybaseline.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  @Test
  void bothLeasesAreRenewedAtTheSameTime() throws IOException {
    CyclicBarrier both = new CyclicBarrier(2);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory()));
    server.createContext("/", exchange -> answerTogether(exchange, both));
    server.start();
    try (KubernetesClient other = clientOf("http://localhost:" + server.getAddress().getPort())) {
      Candidate leader =
          candidate(
              List.of(client, other), "leader", Duration.ZERO, unique, unique + "-of-the-cluster");
      leader.election().round();
      leader.election().round();
      pass(Duration.ofSeconds(1));

      leader.election().round();

      pass(LEASE.minusMillis(500));
      assertThat(both.isBroken()).isFalse();
      assertThat(leader.election().mayAct()).isTrue();
    } finally {
      server.stop(0);
    }
  }

  /** Answers a renewal when another one has arrived. */
  private static void answerTogether(HttpExchange exchange, CyclicBarrier both) throws IOException {
    int code = 200;
    try {
      both.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException _) {
      code = 400;
    }
    byte[] body = "{\"metadata\":{\"resourceVersion\":\"1\"}}".getBytes(UTF_8);
    exchange.sendResponseHeaders(code, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static KubernetesClient clientOf(String url) {
    Config config = Config.empty();
    config.setMasterUrl(url);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
