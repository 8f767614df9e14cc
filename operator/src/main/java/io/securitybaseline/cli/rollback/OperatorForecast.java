package io.securitybaseline.cli.rollback;

import io.securitybaseline.control.Baseline;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Records;
import io.securitybaseline.module.Situation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the operator would decide on a binding after its rollback. What is not known here is taken
 * to let it replace: its permissions, that Entra ID is on, and that the users are still in the
 * group.
 */
final class OperatorForecast {

  private static final GroupBindingsModule CONTROL = new GroupBindingsModule();

  private OperatorForecast() {}

  static Stream<Evaluation> evaluate(AfterRollback after, Baseline baseline, LocalDate today) {
    CurrentFacts facts = CurrentFacts.unobserved(today);
    DirectoryQuestions questions =
        CONTROL
            .evaluate(input(after, baseline, facts), after.scope())
            .map(Evaluation::questions)
            .reduce(DirectoryQuestions.NONE, DirectoryQuestions::and);
    CurrentFacts confirmed = facts.with(Memberships.confirming(questions));
    return CONTROL.evaluate(input(after, baseline, confirmed), after.scope());
  }

  private static EvaluationInput input(AfterRollback after, Baseline baseline, CurrentFacts facts) {
    Situation situation =
        new Situation(
            baseline,
            0,
            Situation.Phase.ACTIVE,
            "",
            new ClusterSnapshot(Map.of(), false, false, false, false, false, null),
            AccessSnapshot.granted(CONTROL.boundRoles(baseline.spec()), Entra.ON),
            LocalDate.ofInstant(facts.now(), ZoneOffset.UTC),
            false,
            false);
    return new EvaluationInput(after, situation, Records.NONE, facts);
  }
}
