package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.securitybaseline.control.Change;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who leads, and for how long. */
class LeaderElectionIT extends LeaderCandidates {

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
}
