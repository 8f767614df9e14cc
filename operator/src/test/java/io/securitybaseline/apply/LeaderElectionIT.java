package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.securitybaseline.apply.LeaderLease.Clocks;
import io.securitybaseline.apply.LeaderLease.LeaseName;
import io.securitybaseline.control.Change;
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
import org.junit.jupiter.api.Test;

/** Candidates on a real API server, with clocks that a test moves. */
class LeaderElectionIT {

  private static final Duration LEASE = LeaderElection.LEASE_DURATION;

  private static KubernetesClient client;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final MovableClock wall = MovableClock.at("2026-11-01T00:00:00Z");
  private final String unique = TestNamespaces.unusedName("lease");

  @BeforeAll
  static void connect() {
    Config admin = Config.fromKubeconfig(ControlPlane.shared().adminKubeconfig());
    client = new KubernetesClientBuilder().withConfig(admin).build();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Test
  void aStandbyWhoseClockIsADayAheadOrBehindLeavesTheLeaseToItsHealthyLeader() {
    Candidate leader = candidate("leader", Duration.ZERO, unique);
    Candidate ahead = candidate("ahead", Duration.ofDays(1), unique);
    Candidate behind = candidate("behind", Duration.ofDays(-1), unique);
    for (int i = 0; i < 20; i++) {
      leader.election().round();
      ahead.election().round();
      behind.election().round();
      pass(Duration.ofSeconds(2));
    }

    assertThat(leader.heard()).containsExactly("leading");
    assertThat(ahead.heard()).hasSize(20).containsOnly("follows leader");
    assertThat(behind.heard()).hasSize(20).containsOnly("follows leader");
  }

  @Test
  void aStandbyBecomesLeaderAfterTheLeaseHasNotChangedForItsDuration() {
    Candidate leader = candidate("leader", Duration.ZERO, unique);
    Candidate standby = candidate("standby", Duration.ofDays(-1), unique);
    leader.election().round();
    standby.election().round();
    pass(LEASE.minusMillis(1));
    standby.election().round();
    assertThat(standby.heard()).containsOnly("follows leader");

    pass(Duration.ofMillis(1));
    standby.election().round();

    assertThat(standby.heard()).last().isEqualTo("leading");
    assertThat(lease(unique).getSpec().getHolderIdentity()).isEqualTo("standby");
    assertThat(lease(unique).getSpec().getLeaseTransitions()).isOne();
    leader.election().round();
    leader.election().round();
    assertThat(leader.heard())
        .containsExactly("leading", "lost: standby holds the lease default/" + unique);
  }

  @Test
  void jumpsOfTheWallClockNeitherEndNorPassOnALease() {
    Candidate leader = candidate("leader", Duration.ZERO, unique);
    Candidate standby = candidate("standby", Duration.ZERO, unique);
    for (int i = 0; i < 10; i++) {
      wall.advance(Duration.ofDays(i % 2 == 0 ? 1 : -1));
      leader.election().round();
      standby.election().round();
      pass(Duration.ofSeconds(2));
    }

    assertThat(leader.heard()).containsExactly("leading");
    assertThat(standby.heard()).containsOnly("follows leader");
  }

  @Test
  void aProcessThatWasStoppedForAWhileMayNotActBeforeItsNextRenewal() {
    Candidate leader = candidate("leader", Duration.ZERO, unique);
    RecordingCluster cluster = new RecordingCluster();
    FencedCluster fenced = new FencedCluster(cluster, leader.election()::mayAct);
    Change change = new Change.Create(new Lease(), "test");
    assertThat(fenced.apply(change)).isInstanceOf(Outcome.Retryable.class);

    leader.election().round();
    assertThat(fenced.apply(change)).isInstanceOf(Outcome.Applied.class);
    pass(LEASE);

    assertThat(fenced.apply(change)).isInstanceOf(Outcome.Retryable.class);
    assertThat(cluster.changes()).hasSize(1);
    leader.election().round();
    assertThat(leader.election().mayAct()).isTrue();
  }

  @Test
  void twoReleasesWithLeasesOfTheirOwnNeverBothLead() {
    String shared = unique + "-shared";
    Candidate one = candidate("one", Duration.ZERO, unique + "-one", shared);
    Candidate two = candidate("two", Duration.ZERO, unique + "-two", shared);
    one.election().round();
    two.election().round();
    assertThat(two.heard()).containsExactly("follows one");
    assertThat(lease(unique + "-two").getSpec().getHolderIdentity()).isEqualTo("two");

    one.election().close();
    two.election().round();

    assertThat(two.heard()).last().isEqualTo("leading");
    assertThat(lease(unique + "-one").getSpec().getHolderIdentity()).isEmpty();
  }

  @Test
  void anOldVersionThatHoldsOnlyTheLeaseOfTheReleaseIsNotActedBeside() {
    Candidate old = candidate("old", Duration.ZERO, unique);
    Candidate updated = candidate("updated", Duration.ZERO, unique, unique + "-shared");
    old.election().round();
    updated.election().round();
    assertThat(updated.heard()).containsExactly("follows old");

    old.election().close();
    updated.election().round();

    assertThat(updated.heard()).last().isEqualTo("leading");
  }

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

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    wall.advance(time);
  }

  private static Lease lease(String name) {
    return client.leases().inNamespace("default").withName(name).require();
  }

  private Candidate candidate(String holder, Duration skew, String... leases) {
    Clocks clocks = new Clocks(() -> wall.instant().plus(skew), nanos::get);
    List<String> heard = new ArrayList<>();
    List<LeaderLease> all =
        Arrays.stream(leases)
            .map(name ->
                new LeaderLease(client, new LeaseName("default", name), holder, LEASE, clocks))
            .toList();
    return new Candidate(new LeaderElection(all, new Recorder(heard), nanos::get), heard);
  }

  private record Candidate(LeaderElection election, List<String> heard) {}

  private record Recorder(List<String> heard) implements LeaderElection.Listener {
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
