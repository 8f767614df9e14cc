package io.securitybaseline.reconcile;

import static io.securitybaseline.reconcile.Fixtures.canary;
import static io.securitybaseline.reconcile.Fixtures.namespace;
import static io.securitybaseline.reconcile.Fixtures.saying;
import static io.securitybaseline.reconcile.Fixtures.situation;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamespaceEvaluatorTest {
  private static final Change CREATE = new Change.Create(new ConfigMap(), "is missing");
  private static final Change DELETE =
      new Change.Delete(new ConfigMap(), new Seen("u", "1"), "is cleaned up");
  private static final Finding FOUND = Finding.violation("NotRestricted", "not in place");
  private static final Verdict VERDICT =
      new Verdict(List.of(FOUND), List.of(CREATE), List.of(DELETE));

  private final NamespaceEvaluator evaluator =
      new NamespaceEvaluator(saying(() -> VERDICT), _ -> false);

  @Test
  void enforceChangesAuditPlans() {
    assertThat(evaluator.evaluate(namespace("shop"), situation(Mode.ENFORCE, Phase.ACTIVE), false))
        .isEqualTo(
            new Decision(Optional.of(SubjectState.PENDING), List.of(FOUND), List.of(CREATE), 0));
    assertThat(evaluator.evaluate(namespace("shop"), situation(Mode.AUDIT, Phase.ACTIVE), false))
        .isEqualTo(
            new Decision(Optional.of(SubjectState.VIOLATING), List.of(FOUND), List.of(DELETE), 1));
  }

  /** The label of the last namespace that matched may have gone after the situation was taken. */
  @Test
  void whatTheRolloutLeavesOutIsRemovedOnlyIfItMatchesAnotherNamespaceAtThatMoment() {
    Situation canary = canary(false);
    var matching = new NamespaceEvaluator(saying(() -> VERDICT), _ -> false);
    var matchingNothing = new NamespaceEvaluator(saying(() -> VERDICT), _ -> true);

    assertThat(matching.evaluate(namespace("shop"), canary, true).changes())
        .containsExactly(DELETE);
    assertThat(matchingNothing.evaluate(namespace("shop"), canary, true).changes())
        .containsExactly(CREATE);
  }

  @Test
  void whileTheSelectorMatchesNothingOnlyWhatWasThereIsRestored() {
    Situation mistaken = canary(true);
    var nothingLeft = new Verdict(List.of(FOUND), List.of(CREATE), List.of());
    var ofNothing = new NamespaceEvaluator(saying(() -> nothingLeft), _ -> true);

    assertThat(ofNothing.evaluate(namespace("shop"), mistaken, true).changes())
        .containsExactly(CREATE);
    assertThat(ofNothing.evaluate(namespace("shop"), mistaken, false).changes()).isEmpty();
  }

  @Test
  void systemNamespacesAreLeftAlone() {
    assertThat(
            evaluator.evaluate(
                namespace("kube-system"), situation(Mode.ENFORCE, Phase.ACTIVE), false))
        .isEqualTo(Decision.cleanedUp(VERDICT));
  }

  @Test
  void whatWasMadeIsTakenBackWhenTheBaselineGoes() {
    assertThat(
            evaluator.evaluate(namespace("shop"), situation(Mode.ENFORCE, Phase.DELETING), false))
        .isEqualTo(new Decision(Optional.empty(), List.of(), List.of(DELETE), 0));
  }

  @Test
  void controlThatThrowsCostsOnlyItsVerdict() {
    NamespaceEvaluator broken =
        new NamespaceEvaluator(
            saying(() -> {
              throw new IllegalStateException("a fault");
            }),
            _ -> false);

    Decision decision =
        broken.evaluate(namespace("shop"), situation(Mode.ENFORCE, Phase.ACTIVE), false);

    assertThat(decision.state()).contains(SubjectState.PENDING);
    assertThat(decision.changes()).isEmpty();
    assertThat(decision.findings())
        .containsExactly(
            Finding.unknown(
                "ControlFailed",
                "the control itself failed here, a bug in the operator: see its log"));
  }
}
