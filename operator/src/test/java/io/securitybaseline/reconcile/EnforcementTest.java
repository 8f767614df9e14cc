package io.securitybaseline.reconcile;

import static io.securitybaseline.reconcile.Fixtures.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.Pacer;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.reconcile.Enforcement.Background;
import io.securitybaseline.reconcile.Enforcement.EnforcementResult;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnforcementTest {
  private static final Finding FOUND = Finding.violation("NotRestricted", "not in place");
  private static final NetworkPolicy OURS =
      new NetworkPolicyBuilder()
          .withNewMetadata()
          .withName(PolicyNames.FIRST)
          .withLabels(Ownership.labels("uid-1"))
          .endMetadata()
          .build();
  private static final Change CREATE = new Change.Create(OURS, "is missing");
  private static final Change UPDATE = new Change.Update(OURS, new Seen("u", "1"), "differs");
  private static final Background FIRST = new Background(0, 0, false, false);

  private final RecordingCluster cluster = new RecordingCluster();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Metrics metrics = new Metrics(registry, "test");
  private final Enforcement enforcement =
      new Enforcement(
          new Applier(cluster, new WriteLimiter(0, () -> 0), metrics),
          new Pacer(),
          new Backoff(new Random(1)),
          metrics,
          Fixtures.CLOCK);

  @Test
  void nothingToDo() {
    Decision decision =
        new Decision(Optional.of(SubjectState.VIOLATING), List.of(FOUND), List.of(), 2);

    assertThat(carry(decision, namespace("shop"), new Background(0, 5, false, false)))
        .isEqualTo(
            new EnforcementResult(
                Optional.of(new Result(SubjectState.VIOLATING, List.of(FOUND), 2)),
                0,
                Optional.empty()));
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void notConcernedIsNotCounted() {
    Decision decision = new Decision(Optional.empty(), List.of(), List.of(UPDATE), 0);

    assertThat(carry(decision, namespace("kube-system"), FIRST))
        .isEqualTo(new EnforcementResult(Optional.empty(), 0, Optional.empty()));
    assertThat(cluster.changes()).containsExactly(UPDATE);
  }

  @Test
  void doneWaitsForTheCachesToTell() {
    assertThat(carry(decision(CREATE), namespace("shop"), new Background(0, 5, false, false)))
        .isEqualTo(
            new EnforcementResult(
                Optional.of(new Result(SubjectState.PENDING, List.of(FOUND), 0)),
                0,
                Optional.empty()));
  }

  @Test
  void supersededIsLookedAtAgainSoon() {
    cluster.answering(_ -> new Outcome.Conflict());

    EnforcementResult carried =
        carry(decision(CREATE), namespace("shop"), new Background(0, 2, false, false));

    assertThat(carried.result().map(Result::state)).contains(SubjectState.PENDING);
    assertThat(carried.failures()).isEqualTo(3);
    assertThat(carried.again().orElseThrow()).isBetween(Duration.ofSeconds(4), secondsAndFifth(4));
  }

  @Test
  void laterIsFailedAndRetriedNoSoonerThanAsked() {
    cluster.answering(_ -> new Outcome.Retryable(Duration.ofSeconds(30), "busy"));

    EnforcementResult carried = carry(decision(CREATE), namespace("shop"), FIRST);

    assertFailed(carried, "ApplyFailed", "a change failed and is retried: busy");
    assertThat(carried.failures()).isEqualTo(1);
    assertThat(carried.again().orElseThrow())
        .isBetween(Duration.ofSeconds(30), secondsAndFifth(30));
  }

  @Test
  void refusalsAreFindingsAndAskedAgain() {
    cluster.answering(_ -> new Outcome.Forbidden("no right"));
    EnforcementResult forbidden = carry(decision(CREATE), namespace("shop"), FIRST);
    cluster.answering(_ -> new Outcome.Rejected("no thanks"));
    EnforcementResult refused = carry(decision(CREATE), namespace("shop"), FIRST);

    assertFailed(
        forbidden,
        "Forbidden",
        "the API server rejected a change; grant the operator's ClusterRole or exclude the"
            + " namespace: no right");
    assertFailed(
        refused, "Refused", "the API server or an admission policy rejected the object: no thanks");
    for (EnforcementResult carried : List.of(forbidden, refused)) {
      assertThat(carried.again().orElseThrow())
          .isBetween(Duration.ofSeconds(4), secondsAndFifth(4));
    }
  }

  @Test
  void whatCouldNotBeTakenBackIsSeenEvenWhereNothingIsCounted() {
    cluster.answering(_ -> new Outcome.Forbidden("no right"));
    Decision decision = new Decision(Optional.empty(), List.of(), List.of(UPDATE), 0);

    EnforcementResult carried = carry(decision, namespace("kube-system"), FIRST);

    assertThat(carried.result().map(Result::state)).contains(SubjectState.FAILED);
  }

  @Test
  void firstObjectsArePacedAndKeepTheirFindings() {
    Background paced = new Background(6, 0, false, false);
    carry(decision(CREATE), namespace("one"), paced);

    EnforcementResult carried = carry(decision(CREATE), namespace("two"), paced);

    assertThat(carried)
        .isEqualTo(
            new EnforcementResult(
                Optional.of(
                    new Result(
                        SubjectState.PENDING,
                        List.of(
                            Finding.autoFixable(
                                "Pending",
                                "waiting for the rollout rate limit"
                                    + " (spec.rollout.namespacesPerMinute: 6)"),
                            FOUND),
                        1)),
                0,
                Optional.of(Duration.ofSeconds(10))));
    assertThat(cluster.changes()).hasSize(1);
  }

  @Test
  void repairsNeverWait() {
    Background paced = new Background(1, 0, false, false);
    carry(decision(CREATE), namespace("one"), paced);

    carry(decision(UPDATE), namespace("changed"), paced);
    carry(decision(CREATE), namespace("has-one-of-ours", OURS), paced);
    carry(decision(CREATE), namespace("deleted"), new Background(1, 0, true, true));

    assertThat(cluster.changes()).hasSize(4);
  }

  @Test
  void aNamespaceThatIsGoneOrInOrderGivesItsSlotUp() {
    Background paced = new Background(6, 0, false, false);
    carry(decision(CREATE), namespace("one"), paced);
    carry(decision(CREATE), namespace("two"), paced);
    carry(decision(CREATE), namespace("three"), paced);

    enforcement.forget("uid-two");
    carry(
        new Decision(Optional.of(SubjectState.COMPLIANT), List.of(), List.of(), 0),
        namespace("three"),
        paced);

    assertThat(carry(decision(CREATE), namespace("two"), paced).again())
        .contains(Duration.ofSeconds(30));
    assertThat(carry(decision(CREATE), namespace("three"), paced).again())
        .contains(Duration.ofSeconds(40));
  }

  @Test
  void driftIsCountedOnlyWhenItWasRepaired() {
    carry(decision(CREATE), namespace("new"), FIRST);
    assertThat(drift()).isZero();

    cluster.answering(_ -> new Outcome.Conflict());
    carry(decision(CREATE), namespace("old"), new Background(0, 0, true, true));
    assertThat(drift()).isZero();

    cluster.answering(_ -> new Outcome.Applied());
    carry(decision(CREATE), namespace("old"), new Background(0, 0, true, true));
    assertThat(drift()).isEqualTo(1);
  }

  @Test
  void whatTenantsAskForIsNoDriftAndIsNotPaced() {
    EnforcementResult carried =
        carry(decision(CREATE), namespace("old"), new Background(1, 0, true, false));

    assertThat(carried.again()).isEmpty();
    assertThat(drift()).isZero();
  }

  private EnforcementResult carry(
      Decision decision, NamespaceSnapshot snapshot, Background background) {
    return enforcement.carryOut(InstanceMetadataModule.ID, decision, snapshot, background);
  }

  private double drift() {
    var counter = registry.find("securitybaseline.drift.repaired").counter();
    return counter == null ? 0 : counter.count();
  }

  private static void assertFailed(EnforcementResult carried, String reason, String message) {
    assertThat(carried.result())
        .contains(
            new Result(SubjectState.FAILED, List.of(Finding.violation(reason, message), FOUND), 0));
  }

  private static Decision decision(Change change) {
    return new Decision(Optional.of(SubjectState.PENDING), List.of(FOUND), List.of(change), 0);
  }

  private static Duration secondsAndFifth(int seconds) {
    return Duration.ofMillis(seconds * 1200L);
  }
}
