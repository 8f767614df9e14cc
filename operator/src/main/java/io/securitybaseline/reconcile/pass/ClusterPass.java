package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Finding;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One pass of one control over the cluster as a whole. */
public final class ClusterPass {

  private static final Scope.WholeCluster SCOPE = new Scope.WholeCluster();

  /** There are but a few such objects: a try every half minute costs nothing worth counting. */
  private static final int MOST_FAILURES = 3;

  /** How soon a change to the cluster as a whole is expected to show in the caches. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final ScopePass.Facts facts;
  private final Enforcement enforcement;
  private final Memory memory;

  public ClusterPass(ScopePass.Facts facts, Enforcement enforcement, Memory memory) {
    this.facts = facts;
    this.enforcement = enforcement;
    this.memory = memory;
  }

  ClusterResult over(ControlModule module, Revision revision) {
    String uid = revision.situation().baseline().uid();
    Optional<Ledger.Result> before = memory.ledger().find(SCOPE, uid, module.descriptor().id());
    int failures = before.map(Ledger.Result::failures).orElse(0);
    PassContext context = context(module, revision, failures);
    List<Evaluated> evaluated = context.evaluate();
    boolean held = revision.isActive() && facts.held().test(context.control());
    List<Enforced> enforced =
        held
            ? evaluated.stream().map(Enforced::unchanged).toList()
            : enforcement.carryOut(context, evaluated);
    int failuresNow = ScopePass.failures(failures, enforced);
    memory.ledger().record(SCOPE, uid, context.control(), result(revision, failuresNow));
    return new ClusterResult(
        evaluated.stream().map(Evaluated::evaluation).toList(),
        enforced.stream()
            .flatMap(each -> each.findings().stream())
            .sorted(Finding.MOST_SEVERE_FIRST)
            .toList(),
        evaluated.stream().mapToInt(each -> each.decision().planned()).sum(),
        remaining(evaluated, enforced, failuresNow),
        requeueAfter(enforced),
        enforced.stream()
            .flatMap(each -> each.reported(context.control(), SCOPE).stream())
            .toList());
  }

  private PassContext context(ControlModule module, Revision revision, int failures) {
    return new PassContext(
        module,
        new EvaluationInput(
            memory.over(facts.resources()),
            revision.situation(),
            memory.in(revision),
            facts.current().get()),
        SCOPE,
        Subject.CLUSTER,
        Math.min(failures, MOST_FAILURES),
        false,
        0);
  }

  private static Ledger.Result result(Revision revision, int failures) {
    return new Ledger.Result(
        revision.situation().generation(),
        revision.number(),
        Tally.NONE,
        failures,
        0,
        null,
        List.of(),
        false,
        false);
  }

  /** After several rejections nothing remains that is worth waiting for: only a user can fix it. */
  private static int remaining(List<Evaluated> evaluated, List<Enforced> enforced, int failures) {
    int remaining = 0;
    for (int i = 0; i < evaluated.size(); i++) {
      boolean givenUp = enforced.get(i).rejected() && failures >= Cleanup.REJECTIONS;
      remaining += givenUp ? 0 : evaluated.get(i).changes().size();
    }
    return remaining;
  }

  /** Changes to the cluster as a whole are evaluated again soon, also after they were made. */
  private static Optional<Duration> requeueAfter(List<Enforced> enforced) {
    boolean changed = enforced.stream().anyMatch(each -> !each.applied().isEmpty());
    return Stream.concat(
            PassTimes.requeueAfter(enforced).stream(), changed ? Stream.of(SOON) : Stream.empty())
        .min(Duration::compareTo);
  }
}
