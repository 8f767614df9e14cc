package io.securitybaseline.reconcile;

import io.securitybaseline.api.Mode;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One look at the cluster-wide objects of a control.
 *
 * @param <S> the snapshot that it judges
 */
final class ClusterPass<S> {

  /** There are but a few such objects: asking every half minute costs nothing worth counting. */
  private static final int CLUSTER_WIDE_FAILURES = 3;

  private final Control<S> control;
  private final Function<CurrentSituation.Edition, S> observed;
  private final Applier applier;
  private final Backoff backoff;
  private final WatchHealth watches;

  /** How often in a row changes were refused. Only the reconciler of the baseline comes here. */
  private int refusals;

  /**
   * @param observed takes the snapshot
   * @param watches whether what it takes the snapshot from is watched
   */
  ClusterPass(
      Control<S> control,
      Function<CurrentSituation.Edition, S> observed,
      Applier applier,
      Backoff backoff,
      WatchHealth watches) {
    this.watches = watches;
    this.control = new CarefulControl<>(control, _ -> "cluster");
    this.observed = observed;
    this.applier = applier;
    this.backoff = backoff;
  }

  /**
   * What came of it.
   *
   * @param planned changes that Enforce would make
   * @param remaining changes that have not taken effect yet and may still do so
   * @param again when to look once more though nothing should happen till then
   */
  record Done(List<Finding> findings, int planned, int remaining, Optional<Duration> again) {

    static final Done NOTHING = new Done(List.of(), 0, 0, Optional.empty());

    private static final Set<String> LEFT_BEHIND =
        Set.of(Reasons.FORBIDDEN, Reasons.REFUSED, Reasons.DELETION_BLOCKED);

    /** How far it is when everything is to go. */
    CleanupProgress cleanup() {
      return new CleanupProgress(
          remaining == 0,
          findings.stream()
              .filter(finding -> LEFT_BEHIND.contains(finding.reason()))
              .map(Finding::message)
              .toList());
    }

    /** The same with other findings on the cluster before it. */
    Done after(List<Finding> others) {
      return new Done(
          Stream.concat(others.stream(), findings.stream()).toList(), planned, remaining, again);
    }

    /** Both taken together. */
    Done and(Done other) {
      return new Done(
          Stream.concat(findings.stream(), other.findings.stream())
              .sorted(Finding.GRAVEST_FIRST)
              .toList(),
          planned + other.planned,
          remaining + other.remaining,
          Stream.concat(again.stream(), other.again.stream()).min(Duration::compareTo));
    }
  }

  /** Runs all the passes and combines their results. */
  static Done over(List<ClusterPass<?>> passes, CurrentSituation.Edition edition) {
    return passes.stream().map(pass -> pass.over(edition)).reduce(Done.NOTHING, Done::and);
  }

  Done over(CurrentSituation.Edition edition) {
    Situation situation = edition.situation();
    if (watches.isHeld(control.id()) && situation.phase() == Situation.Phase.ACTIVE) {
      return Done.NOTHING;
    }
    Verdict verdict = control.evaluate(observed.apply(edition), situation.baseline());
    Mode mode = situation.baseline().mode(control.id());
    boolean enforced = mode == Mode.ENFORCE && situation.phase() == Situation.Phase.ACTIVE;
    List<Change> changes = enforced ? verdict.enforce() : verdict.withdraw();
    int planned = mode == Mode.AUDIT ? verdict.enforce().size() : 0;
    boolean withdrawing = situation.phase() == Situation.Phase.WITHDRAWING;
    List<Finding> findings = mode == Mode.OFF && !withdrawing ? List.of() : verdict.findings();
    if (changes.isEmpty()) {
      return new Done(findings, planned, 0, Optional.empty());
    }
    Outcome last = applier.apply(control.id(), changes).getLast();
    return done(findings, planned, changes.size(), last);
  }

  private Done done(List<Finding> findings, int planned, int remaining, Outcome last) {
    refusals =
        last instanceof Outcome.Forbidden || last instanceof Outcome.Refused ? refusals + 1 : 0;
    return switch (last) {
      case Outcome.Done _, Outcome.Superseded _ ->
          new Done(findings, planned, remaining, Optional.of(backoff.soon(0)));
      case Outcome.Later(Duration wait, String message) ->
          new Done(
              with(findings, Reasons.APPLY_FAILED, message),
              planned,
              remaining,
              Optional.of(backoff.after(2, wait)));
      case Outcome.Forbidden(String message) ->
          refused(with(findings, Reasons.FORBIDDEN, message), planned, remaining);
      case Outcome.Refused(String message) ->
          refused(with(findings, Reasons.REFUSED, message), planned, remaining);
    };
  }

  /** After several refusals nothing remains that is worth waiting for: only a person can fix it. */
  private Done refused(List<Finding> findings, int planned, int remaining) {
    return new Done(
        findings,
        planned,
        refusals < Withdrawal.REFUSALS ? remaining : 0,
        Optional.of(backoff.afterRefusal(CLUSTER_WIDE_FAILURES)));
  }

  private static List<Finding> with(List<Finding> found, String reason, String message) {
    List<Finding> findings = new ArrayList<>(found);
    findings.addFirst(
        Finding.violation(reason, "a cluster-wide policy could not be changed: " + message));
    return findings;
  }
}
