package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.FakeModule.TWO;
import static io.securitybaseline.reconcile.pass.Situations.AUDITED;
import static io.securitybaseline.reconcile.pass.Situations.CREATE;
import static io.securitybaseline.reconcile.pass.Situations.DELETE;
import static io.securitybaseline.reconcile.pass.Situations.ENFORCED;
import static io.securitybaseline.reconcile.pass.Situations.FOUND;
import static io.securitybaseline.reconcile.pass.Situations.NOT_CONCERNED;
import static io.securitybaseline.reconcile.pass.Situations.deleting;
import static io.securitybaseline.reconcile.pass.Situations.enforce;
import static io.securitybaseline.reconcile.pass.Situations.evaluation;
import static io.securitybaseline.reconcile.pass.Situations.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.Tally;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScopePassTest {

  private static final Namespace SHOP = namespace("shop");

  private final FakeModule one = new FakeModule(ONE);
  private final FakeModule two = new FakeModule(TWO);
  private final Engine engine = new Engine(one, two);

  @Test
  void twoControlsInOneNamespaceStaySideBySide() {
    one.evaluating((_, _) -> Stream.of(evaluation("shop", AUDITED, CREATE)));
    two.evaluating((_, _) -> Stream.of(compliant("a"), compliant("b")));

    assertThat(engine.pass.over(SHOP, enforce(1)).changed()).isTrue();

    Tally first = tally(one);
    assertThat(first.states()).isEqualTo(Map.of(SubjectState.VIOLATING, 1));
    assertThat(first.planned()).isEqualTo(1);
    assertThat(first.worst()).extracting(Tally.Worst::finding).containsExactly(FOUND);
    Tally second = tally(two);
    assertThat(second.states()).isEqualTo(Map.of(SubjectState.COMPLIANT, 2));
    assertThat(second.worst()).isEmpty();
  }

  @Test
  void theFailureOfOneControlDoesNotCountForTheOther() {
    engine.cluster.answering(_ -> new Outcome.Forbidden("no permission"));
    one.evaluating((_, _) -> Stream.of(evaluation("shop", ENFORCED, CREATE)));
    two.evaluating((_, _) -> Stream.of(compliant("a")));

    PassResult first = engine.pass.over(SHOP, enforce(1));
    engine.pass.over(SHOP, enforce(1));

    assertThat(first.requeueAfter()).isPresent();
    assertThat(engine.result(SHOP, ONE).orElseThrow().failures()).isEqualTo(2);
    assertThat(engine.result(SHOP, ONE).orElseThrow().rejection()).contains("no permission");
    assertThat(engine.result(SHOP, TWO).orElseThrow().failures()).isZero();
    assertThat(engine.result(SHOP, TWO).orElseThrow().rejection()).isNull();
  }

  @Test
  void aControlThatThrowsLosesOnlyItsVerdict() {
    one.evaluating((_, _) -> {
      throw new IllegalStateException("a fault");
    });
    two.evaluating((_, _) -> Stream.of(compliant("a")));

    engine.pass.over(SHOP, enforce(1));

    assertThat(tally(one).states()).isEqualTo(Map.of(SubjectState.PENDING, 1));
    assertThat(tally(one).worst())
        .extracting(Tally.Worst::finding)
        .containsExactly(Finding.controlFailed());
    assertThat(tally(two).states()).isEqualTo(Map.of(SubjectState.COMPLIANT, 1));
    assertThat(engine.cluster.changes()).isEmpty();
  }

  @Test
  void aFaultIsIsolatedAlsoInTheMiddleOfTheSubjects() {
    one.evaluating((_, _) ->
        Stream.of(1, 2)
            .map(number -> {
              if (number == 2) {
                throw new IllegalStateException("a fault");
              }
              return evaluation("shop", ENFORCED, CREATE);
            }));

    engine.pass.over(SHOP, enforce(1));

    assertThat(engine.cluster.changes()).isEmpty();
    assertThat(tally(one).mostFrequentUnknown()).contains("ControlFailed");
  }

  @Test
  void aFaultIsNotCountedWhereTheControlIsNotConcerned() {
    one.evaluating((_, _) -> {
      throw new IllegalStateException("a fault");
    });

    engine.pass.over(namespace("kube-system"), enforce(1));
    engine.pass.over(
        SHOP,
        Situations.revision(1, Phase.ACTIVE, "{mode: Enforce, namespaces: {exclude: [sh*]}}"));
    engine.pass.over(namespace("off"), Situations.revision(1, Phase.ACTIVE, "{mode: 'Off'}"));

    for (Namespace each : List.of(namespace("kube-system"), SHOP, namespace("off"))) {
      assertThat(engine.result(each, ONE).orElseThrow().tally()).isEqualTo(Tally.NONE);
    }
  }

  @Test
  void enforceChangesAuditPlansAndCleansUp() {
    one.evaluating((_, _) -> Stream.of(evaluation("shop", ENFORCED, CREATE)));
    engine.pass.over(SHOP, enforce(1));
    one.evaluating((_, _) -> Stream.of(evaluation("shop", AUDITED, CREATE)));
    engine.pass.over(SHOP, enforce(2));

    assertThat(engine.cluster.changes()).containsExactly(CREATE, DELETE);
    assertThat(engine.events.applied).containsExactly(CREATE, DELETE);
  }

  @Test
  void whatWasCreatedIsDeletedWithTheBaseline() {
    one.evaluating((_, _) -> Stream.of(evaluation("shop", ENFORCED, CREATE)));

    engine.pass.over(SHOP, deleting(1));

    assertThat(engine.cluster.changes()).containsExactly(DELETE);
    assertThat(tally(one)).isEqualTo(Tally.NONE);
  }

  @Test
  void whatIsNotConcernedIsNotCounted() {
    one.evaluating((_, _) -> Stream.of(evaluation("shop", NOT_CONCERNED, CREATE)));

    engine.pass.over(SHOP, enforce(1));

    assertThat(engine.cluster.changes()).containsExactly(DELETE);
    assertThat(tally(one)).isEqualTo(Tally.NONE);
  }

  @Test
  void aControlWhoseFactsAreStaleKeepsItsResult() {
    one.evaluating((_, _) -> Stream.of(compliant("a")));
    two.evaluating((_, _) -> Stream.of(compliant("a")));
    engine.pass.over(SHOP, enforce(1));
    engine.held.add(ONE);
    one.evaluating((_, _) -> Stream.of(evaluation("shop", ENFORCED, CREATE)));

    PassResult result = engine.pass.over(SHOP, enforce(2));

    assertThat(engine.cluster.changes()).isEmpty();
    assertThat(engine.result(SHOP, ONE).orElseThrow().revision()).isEqualTo(1);
    assertThat(engine.result(SHOP, TWO).orElseThrow().revision()).isEqualTo(2);
    assertThat(result.changed()).isTrue();
  }

  @Test
  void staleFactsDoNotStopTheCleanup() {
    engine.held.add(ONE);
    one.evaluating((_, _) -> Stream.of(evaluation("shop", ENFORCED, CREATE)));

    engine.pass.over(SHOP, deleting(1));

    assertThat(engine.cluster.changes()).containsExactly(DELETE);
  }

  @Test
  void aPassThatFindsTheSameChangesNothing() {
    one.evaluating((_, _) -> Stream.of(evaluation("shop", AUDITED)));
    engine.cluster.answering(_ -> new Outcome.Applied());
    engine.pass.over(SHOP, enforce(1));

    PassResult again = engine.pass.over(SHOP, enforce(1));

    assertThat(again.changed()).isFalse();
    assertThat(again.requeueAfter()).isEmpty();
    assertThat(again.subjects()).hasValueSatisfying(subjects -> assertThat(subjects).hasSize(1));
  }

  @Test
  void onlyControlsWithSubjectsInTheKindAreEvaluated() {
    two.in(Set.of(ClusterRoleBinding.class));
    two.evaluating((_, _) -> {
      throw new IllegalStateException("must not be evaluated");
    });
    one.evaluating((_, scope) -> {
      assertThat(scope).isEqualTo(new Scope.InNamespace("shop"));
      return Stream.of(compliant("a"));
    });

    engine.pass.over(SHOP, enforce(1));

    assertThat(engine.result(SHOP, TWO)).isEmpty();
    assertThat(tally(one).total()).isEqualTo(1);
  }

  @Test
  void whatIsGoneIsForgotten() {
    one.evaluating((_, _) -> Stream.of(compliant("a")));
    engine.pass.over(SHOP, enforce(1));

    engine.pass.forget(SHOP);

    assertThat(engine.result(SHOP, ONE)).isEmpty();
  }

  private Tally tally(FakeModule module) {
    return engine.result(SHOP, module.descriptor().id()).orElseThrow().tally();
  }

  private static Evaluation compliant(String name) {
    return new Evaluation(
        new Subject("RoleBinding", "shop", name, "uid-" + name),
        ENFORCED,
        new Verdict(List.of(), List.of(), List.of()),
        Traits.NONE,
        null);
  }
}
