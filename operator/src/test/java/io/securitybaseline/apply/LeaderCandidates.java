package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.securitybaseline.apply.LeaderLease.Clocks;
import io.securitybaseline.apply.LeaderLease.LeaseName;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.TestNamespaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Candidates on a real API server, with clocks that a test moves. */
abstract class LeaderCandidates {

  static final Duration LEASE = LeaderElection.LEASE_DURATION;

  static KubernetesClient client;

  final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  final MovableClock wall = MovableClock.at("2026-11-01T00:00:00Z");
  final String unique = TestNamespaces.unusedName("lease");

  @BeforeAll
  static void connect() {
    Config admin = Config.fromKubeconfig(ControlPlane.shared().adminKubeconfig());
    client = new KubernetesClientBuilder().withConfig(admin).build();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    wall.advance(time);
  }

  static Lease lease(String name) {
    return client.leases().inNamespace("default").withName(name).require();
  }

  Candidate candidate(String holder, Duration skew, String... leases) {
    return candidate(List.of(client), holder, skew, leases);
  }

  Candidate candidate(
      List<KubernetesClient> clients, String holder, Duration skew, String... leases) {
    Clocks clocks = new Clocks(() -> wall.instant().plus(skew), nanos::get);
    List<String> heard = new ArrayList<>();
    List<LeaderLease> all =
        Arrays.stream(leases)
            .map(name ->
                new LeaderLease(clients, new LeaseName("default", name), holder, LEASE, clocks))
            .toList();
    return new Candidate(new LeaderElection(all, new Recorder(heard), nanos::get), heard);
  }

  record Candidate(LeaderElection election, List<String> heard) {}

  record Recorder(List<String> heard) implements LeaderElection.Listener {
    @Override
    public void startedLeading() {
      heard.add("leading");
    }

    @Override
    public void stoppedLeading(String why) {
      heard.add("lost: " + why);
    }

    @Override
    public void follows(LeaseName lease, String holder) {
      heard.add("follows " + holder);
    }
  }
}
