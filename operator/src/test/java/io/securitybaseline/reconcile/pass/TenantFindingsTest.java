package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.Situations.AUDITED;
import static io.securitybaseline.reconcile.pass.Situations.CREATE;
import static io.securitybaseline.reconcile.pass.Situations.ENFORCED;
import static io.securitybaseline.reconcile.pass.Situations.FOUND;
import static io.securitybaseline.reconcile.pass.Situations.enforce;
import static io.securitybaseline.reconcile.pass.Situations.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TenantFinding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the people of a namespace are to see of a pass. */
class TenantFindingsTest {

  private static final Namespace SHOP = namespace("shop");

  private final FakeModule one = new FakeModule(ONE);
  private final Engine engine = new Engine(one);

  @Test
  void theFirstResultIsNoEventUnlessTheBaselineIsNew() {
    Finding actionable = Finding.violation("Actionable", "do this");
    one.evaluating((_, _) -> Stream.of(finding(actionable)));

    engine.pass.over(SHOP, enforce(1));
    assertThat(engine.events.found).isEmpty();

    one.evaluating((_, _) -> Stream.of(compliant("a")));
    engine.pass.over(SHOP, enforce(1));
    assertThat(engine.events.found)
        .containsExactly(
            new RecordedEvents.Found(
                "shop", List.of(new TenantFinding("", actionable)), List.of()));
  }

  /** A rejected change does not mean that what was found before is gone. */
  @Test
  void tenantFindingsAreNotOnlyTheMostSevere() {
    Finding actionable = Finding.unknown("Actionable", "do this");
    engine.cluster.answering(_ -> new Outcome.Forbidden("no permission"));
    one.evaluating((_, _) ->
        Stream.of(
            new Evaluation(
                new Subject("Namespace", "", "shop", "uid-shop"),
                ENFORCED,
                new Verdict(List.of(FOUND, actionable), List.of(CREATE), List.of()),
                Traits.NONE,
                null)));

    engine.pass.over(SHOP, enforce(1));

    assertThat(engine.result(SHOP, ONE).orElseThrow().tenantFindings())
        .containsExactly(new TenantFinding("", actionable));
  }

  @Test
  void manyTenantFindingsAreLimited() {
    Finding actionable = Finding.violation("Actionable", "do this");
    one.evaluating((_, _) ->
        Stream.iterate(1, i -> i + 1)
            .limit(50)
            .map(i ->
                new Evaluation(
                    new Subject("RoleBinding", "shop", "binding-" + i, "uid-" + i),
                    AUDITED,
                    new Verdict(List.of(actionable), List.of(), List.of()),
                    Traits.NONE,
                    null)));

    engine.pass.over(SHOP, enforce(1));

    assertThat(engine.result(SHOP, ONE).orElseThrow().tenantFindings())
        .hasSize(Tally.WORST)
        .first()
        .isEqualTo(new TenantFinding("RoleBinding binding-1", actionable));
  }

  private static Evaluation compliant(String name) {
    return new Evaluation(
        new Subject("RoleBinding", "shop", name, "uid-" + name),
        ENFORCED,
        new Verdict(List.of(), List.of(), List.of()),
        Traits.NONE,
        null);
  }

  private static Evaluation finding(Finding finding) {
    return new Evaluation(
        new Subject("Namespace", "", "shop", "uid-shop"),
        AUDITED,
        new Verdict(List.of(finding), List.of(), List.of()),
        Traits.NONE,
        null);
  }
}
