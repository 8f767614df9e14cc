package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.Situations.AUDITED;
import static io.securitybaseline.reconcile.pass.Situations.ENFORCED;
import static io.securitybaseline.reconcile.pass.Situations.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.securitybaseline.apply.Contender;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.Tally;
import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Objects of the operator that other clients change back, or create again. */
class ContestsTest {

  private static final ConfigMap OURS = Situations.object("shop", "ours");
  private static final Traits TRAITS = new Traits(false, false, 7, Set.of());
  private static final Contender ARGO = new Contender("argocd-controller", "spec.egress");

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final FakeModule module = new FakeModule(ONE);
  private final Engine engine = new Engine(clock, module);

  @Test
  void repairsThatAreUndoneAreDelayedAndNameTheOtherManager() {
    engine.cluster.contendedBy(ARGO);

    PassResult last = undone(100);

    assertThat(engine.cluster.changes()).hasSize(Contest.FREE_WRITES);
    assertThat(engine.cluster.askedForContender()).isEqualTo(1);
    assertThat(last.requeueAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(8), Duration.ofMillis(9600));
    assertThat(tally().states()).isEqualTo(Map.of(SubjectState.FAILED, 1));
    assertThat(worst())
        .isEqualTo(
            Finding.violation(
                "Contested",
                "field manager argocd-controller changes spec.egress of ConfigMap ours back after"
                    + " each repair, so repairs are delayed: remove the object from that client's"
                    + " source, or exclude the namespace"));
  }

  @Test
  void theDelayGrowsToMinutes() {
    undone(Contest.FREE_WRITES);

    for (int i = 0; i < 3600; i++) {
      clock.advance(Duration.ofSeconds(1));
      undone(1);
    }

    assertThat(engine.cluster.changes()).hasSizeBetween(Contest.FREE_WRITES + 10, 30);
    assertThat(engine.repaired).as("counted for the alert").hasSizeGreaterThan(10);
  }

  @Test
  void theFindingStaysForAMinuteAfterTheLastRepair() {
    engine.cluster.contendedBy(ARGO);
    undone(Contest.FREE_WRITES + 1);

    PassResult inPlace = pass(evaluation(ENFORCED));

    assertThat(tally().states()).isEqualTo(Map.of(SubjectState.FAILED, 1));
    assertThat(worst().reason()).isEqualTo("Contested");
    assertThat(inPlace.requeueAfter()).contains(Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(1));
    assertThat(pass(evaluation(ENFORCED)).requeueAfter()).isEmpty();
    assertThat(tally().states()).isEqualTo(Map.of(SubjectState.COMPLIANT, 1));
  }

  @Test
  void anotherIntentBeginsAnew() {
    undone(Contest.FREE_WRITES);

    for (int i = 0; i < 10; i++) {
      pass(evaluation(ENFORCED, update("other-" + i, "1")));
    }

    assertThat(engine.cluster.changes()).hasSize(Contest.FREE_WRITES + 10);
  }

  @Test
  void repairsOfDaysAreNoContest() {
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofMinutes(61));
      undone(1);
    }

    assertThat(engine.cluster.changes()).hasSize(20);
  }

  @Test
  void anotherObjectOrNamespaceIsNotDelayed() {
    undone(Contest.FREE_WRITES + 1);

    module.evaluating((_, _) -> Stream.of(evaluation(ENFORCED, update("x", "1"))));
    engine.pass.over(namespace("other"), Situations.enforce(1));

    assertThat(engine.cluster.changes()).hasSize(Contest.FREE_WRITES + 1);
  }

  @Test
  void whatAdmissionRewritesIsDelayedAndNamesTheField() {
    engine.cluster.answering(_ -> new Outcome.Rewritten("spec.policyTypes"));

    undone(20);

    assertThat(engine.cluster.changes()).hasSize(Contest.FREE_WRITES);
    assertThat(engine.cluster.askedForContender()).isZero();
    assertThat(worst().reason()).isEqualTo("RewrittenByAdmission");
    assertThat(worst().message()).contains("spec.policyTypes of ConfigMap ours");
  }

  @Test
  void aCopyThatReturnsIsReportedAndNotDeletedAgain() {
    engine.cluster.contendedBy(new Contender("argocd-controller", ""));
    pass(evaluation(AUDITED, delete("first")));
    pass(evaluation(AUDITED));

    PassResult result =
        IntStream.range(0, 20)
            .mapToObj(i -> pass(evaluation(AUDITED, delete("copy-" + i))))
            .toList()
            .getLast();

    assertThat(engine.cluster.changes()).hasSize(1);
    assertThat(result.requeueAfter()).isEmpty();
    assertThat(tally().states()).isEqualTo(Map.of(SubjectState.COMPLIANT, 1));
    assertThat(tally().notes()).isEqualTo(Map.of("CopyReturned", 1));
  }

  @Test
  void aSecondAuditDeletesWhatEnforceCreatedInBetween() {
    pass(evaluation(AUDITED, delete("first")));
    pass(evaluation(AUDITED));
    pass(evaluation(ENFORCED, new Change.Create(OURS, "is missing")));

    pass(evaluation(AUDITED, delete("second")));

    assertThat(engine.cluster.changes()).hasSize(3);
  }

  @Test
  void whatIsBeingDeletedIsDeletedOnce() {
    pass(evaluation(AUDITED, delete("first")));

    pass(evaluation(AUDITED, delete("first")));

    assertThat(engine.cluster.changes()).hasSize(2);
    assertThat(tally().notes()).isEmpty();
  }

  @Test
  void aCopyThatReturnsDoesNotKeepTheBaselineFromBeingDeleted() {
    for (int i = 0; i < 5; i++) {
      module.evaluating(cleanedUp("copy-" + i));
      engine.pass.over(namespace("shop"), Situations.deleting(2));
    }

    Ledger.Result result = engine.result(namespace("shop"), ONE).orElseThrow();
    assertThat(engine.cluster.changes()).hasSize(1);
    assertThat(result.rejection()).contains("another client created ConfigMap ours again");
    assertThat(result.failures()).isGreaterThanOrEqualTo(Cleanup.REJECTIONS);
  }

  /** The same repair is needed so many times. */
  private PassResult undone(int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> pass(evaluation(ENFORCED, update("same", String.valueOf(i)))))
        .toList()
        .getLast();
  }

  private PassResult pass(Evaluation evaluation) {
    module.evaluating((_, _) -> Stream.of(evaluation));
    return engine.pass.over(namespace("shop"), Situations.enforce(1));
  }

  private static Change update(String label, String version) {
    ConfigMap wanted =
        new ConfigMapBuilder(OURS).editMetadata().addToLabels("a", label).endMetadata().build();
    return new Change.Update(wanted, new Seen("uid-ours", version), "differs");
  }

  private static Change delete(String uid) {
    return new Change.Delete(OURS, new Seen(uid, "1"), "is cleaned up");
  }

  private static BiFunction<EvaluationInput, Scope, Stream<Evaluation>> cleanedUp(String uid) {
    Evaluation evaluation =
        new Evaluation(
            subject(),
            AUDITED,
            new Verdict(List.of(), List.of(), List.of(delete(uid))),
            TRAITS,
            null);
    return (_, _) -> Stream.of(evaluation);
  }

  private static Evaluation evaluation(Applicability applicability, Change... changes) {
    boolean audits = applicability.equals(AUDITED);
    return new Evaluation(
        subject(),
        applicability,
        new Verdict(
            List.of(),
            audits ? List.of() : List.of(changes),
            audits ? List.of(changes) : List.of()),
        TRAITS,
        null);
  }

  private static Subject subject() {
    return new Subject("Namespace", "", "shop", "uid-shop");
  }

  private Tally tally() {
    return engine.result(namespace("shop"), ONE).orElseThrow().tally();
  }

  private Finding worst() {
    return tally().worst().getFirst().finding();
  }
}
