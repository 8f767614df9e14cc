package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.Situations.AUDITED;
import static io.securitybaseline.reconcile.pass.Situations.CREATE;
import static io.securitybaseline.reconcile.pass.Situations.ENFORCED;
import static io.securitybaseline.reconcile.pass.Situations.FOUND;
import static io.securitybaseline.reconcile.pass.Situations.NOT_CONCERNED;
import static io.securitybaseline.reconcile.pass.Situations.evaluation;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of changes: waited for, made, failed. */
class EnforcementTest {

  private static final Change UPDATE =
      new Change.Update(CREATE.object(), new Seen("u", "1"), "differs");
  private static final Traits FIRST = new Traits(true, false, 7, Set.of());
  private static final Traits REPAIR = new Traits(false, false, 7, Set.of());

  private final Map<String, Evaluation> evaluations = new HashMap<>();
  private final FakeModule module =
      new FakeModule(ONE)
          .evaluating((_, scope) -> Stream.of(evaluations.get(((Scope.InNamespace) scope).name())));
  private final Engine engine = new Engine(module);

  @Test
  void nothingToDo() {
    assertThat(over(evaluation("shop", AUDITED)).requeueAfter()).isEmpty();
    evaluations.put("shop", compliant("shop"));
    assertThat(pass("shop", 6).requeueAfter()).isEmpty();
    assertThat(engine.cluster.changes()).hasSize(1);
  }

  @Test
  void madeChangesWaitForTheCachesToShowThem() {
    PassResult result = over(evaluation("shop", ENFORCED, CREATE));

    assertThat(result.requeueAfter()).isEmpty();
    assertThat(tally("shop").states()).isEqualTo(Map.of(SubjectState.PENDING, 1));
    assertThat(tally("shop").planned()).isZero();
    assertThat(worst("shop")).isEqualTo(FOUND);
  }

  @Test
  void aConflictIsEvaluatedAgainSoon() {
    engine.cluster.answering(_ -> new Outcome.Conflict());

    over(evaluation("shop", ENFORCED, CREATE));
    over(evaluation("shop", ENFORCED, CREATE));
    PassResult third = over(evaluation("shop", ENFORCED, CREATE));

    assertThat(tally("shop").states()).isEqualTo(Map.of(SubjectState.PENDING, 1));
    assertThat(failures("shop")).isEqualTo(3);
    assertThat(third.requeueAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(4), secondsAndFifth(4));
  }

  @Test
  void successEndsASeriesOfFailures() {
    engine.cluster.answering(_ -> new Outcome.Conflict());
    over(evaluation("shop", ENFORCED, CREATE));
    engine.cluster.answering(_ -> new Outcome.Applied());
    over(evaluation("shop", ENFORCED, CREATE));

    assertThat(failures("shop")).isZero();
  }

  @Test
  void aRetryableFailureIsRetriedNoSoonerThanAsked() {
    engine.cluster.answering(_ -> new Outcome.Retryable(Duration.ofSeconds(30), "busy"));

    PassResult result = over(evaluation("shop", ENFORCED, CREATE));

    assertThat(tally("shop").states()).isEqualTo(Map.of(SubjectState.FAILED, 1));
    assertThat(worst("shop"))
        .isEqualTo(Finding.violation("ApplyFailed", "a change failed and is retried: busy"));
    assertThat(result.requeueAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(30), secondsAndFifth(30));
  }

  @Test
  void whatCouldNotBeCleanedUpIsSeenEvenWhereNothingIsCounted() {
    engine.cluster.answering(_ -> new Outcome.Forbidden("no permission"));

    over(evaluation("shop", NOT_CONCERNED));

    assertThat(tally("shop").states()).isEqualTo(Map.of(SubjectState.FAILED, 1));
  }

  @Test
  void theFirstChangesOfANamespaceArePacedAndKeepTheirFindings() {
    over(evaluation("one", ENFORCED, FIRST, CREATE));
    evaluations.put("two", evaluation("two", ENFORCED, FIRST, CREATE));

    PassResult result = pass("two", 6);

    assertThat(result.requeueAfter()).contains(Duration.ofSeconds(10));
    assertThat(engine.cluster.changes()).hasSize(1);
    assertThat(tally("two").states()).isEqualTo(Map.of(SubjectState.PENDING, 1));
    assertThat(tally("two").planned()).isEqualTo(1);
    assertThat(worst("two")).isEqualTo(FOUND);
    assertThat(tally("two").violations()).isEqualTo(Map.of("NotRestricted", 1));
  }

  @Test
  void allChangesOfANamespaceWaitTogether() {
    over(evaluation("one", ENFORCED, FIRST, CREATE));
    module.evaluating((_, _) ->
        Stream.of(
            evaluation("a", ENFORCED, FIRST, CREATE), evaluation("b", ENFORCED, REPAIR, UPDATE)));

    pass("two", 6);

    assertThat(engine.cluster.changes()).hasSize(1);
    assertThat(tally("two").states()).isEqualTo(Map.of(SubjectState.PENDING, 2));
  }

  @Test
  void repairsNeverWait() {
    over(evaluation("one", ENFORCED, FIRST, CREATE));
    over(evaluation("changed", ENFORCED, REPAIR, UPDATE));
    over(compliant("deleted"));
    over(evaluation("deleted", ENFORCED, FIRST, CREATE));

    assertThat(engine.cluster.changes()).hasSize(3);
  }

  @Test
  void cleaningUpNeverWaits() {
    over(evaluation("one", ENFORCED, FIRST, CREATE));
    over(evaluation("two", AUDITED, FIRST, CREATE));

    assertThat(engine.cluster.changes()).hasSize(2);
  }

  @Test
  void aNamespaceThatIsGoneOrCompliantReleasesItsSlot() {
    over(evaluation("one", ENFORCED, FIRST, CREATE));
    over(evaluation("two", ENFORCED, FIRST, CREATE));
    over(evaluation("three", ENFORCED, FIRST, CREATE));

    engine.pass.forget(Situations.namespace("two"));
    over(compliant("three"));

    assertThat(over(evaluation("two", ENFORCED, FIRST, CREATE)).requeueAfter())
        .contains(Duration.ofSeconds(30));
    engine.memory.ledger().clear();
    assertThat(over(evaluation("three", ENFORCED, FIRST, CREATE)).requeueAfter())
        .contains(Duration.ofSeconds(40));
  }

  @Test
  void driftIsCountedOnlyWhenItWasRepaired() {
    over(evaluation("new", ENFORCED, FIRST, CREATE));
    assertThat(engine.repaired).isEmpty();

    over(compliant("old"));
    engine.cluster.answering(_ -> new Outcome.Conflict());
    over(evaluation("old", ENFORCED, REPAIR, UPDATE));
    assertThat(engine.repaired).isEmpty();

    over(compliant("old"));
    engine.cluster.answering(_ -> new Outcome.Applied());
    over(evaluation("old", ENFORCED, REPAIR, UPDATE));
    assertThat(engine.repaired).containsExactly(ONE);
  }

  @Test
  void anotherIntentIsNoDriftAndIsNotPaced() {
    over(evaluation("one", ENFORCED, FIRST, CREATE));
    over(compliant("old"));

    PassResult result =
        over(evaluation("old", ENFORCED, new Traits(true, false, 8, Set.of()), CREATE));

    assertThat(result.requeueAfter()).isEmpty();
    assertThat(engine.repaired).isEmpty();
  }

  private PassResult over(Evaluation evaluation) {
    evaluations.put(evaluation.subject().name(), evaluation);
    return pass(evaluation.subject().name(), 6);
  }

  private PassResult pass(String namespace, int perMinute) {
    return engine.pass.over(
        Situations.namespace(namespace),
        Situations.revision(
            1,
            Phase.ACTIVE,
            "{mode: Enforce, rollout: {namespacesPerMinute: %d}}".formatted(perMinute)));
  }

  private static Evaluation compliant(String namespace) {
    return new Evaluation(
        new Subject("Namespace", "", namespace, "uid-" + namespace),
        ENFORCED,
        new Verdict(List.of(), List.of(), List.of()),
        REPAIR,
        null);
  }

  private Optional<Ledger.Result> result(String namespace) {
    return engine.result(Situations.namespace(namespace), ONE);
  }

  private Tally tally(String namespace) {
    return result(namespace).orElseThrow().tally();
  }

  private int failures(String namespace) {
    return result(namespace).orElseThrow().failures();
  }

  private Finding worst(String namespace) {
    return tally(namespace).worst().getFirst().finding();
  }

  private static Duration secondsAndFifth(int seconds) {
    return Duration.ofMillis(seconds * 1200L);
  }
}
