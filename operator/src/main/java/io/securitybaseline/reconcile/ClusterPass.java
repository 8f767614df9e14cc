package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
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

  private final ControlModule module;
  private final Control<S> control;
  private final Function<CurrentSituation.Revision, S> observed;
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
      ControlModule module,
      Control<S> control,
      Function<CurrentSituation.Revision, S> observed,
      Applier applier,
      Backoff backoff,
      WatchHealth watches) {
    this.watches = watches;
    this.module = module;
    this.control = new FaultIsolatingControl<>(module.descriptor().id(), control, _ -> "cluster");
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
  record PassResult(List<Finding> findings, int planned, int remaining, Optional<Duration> again) {

    static final PassResult NOTHING = new PassResult(List.of(), 0, 0, Optional.empty());

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
    PassResult after(List<Finding> others) {
      return new PassResult(
          Stream.concat(others.stream(), findings.stream()).toList(), planned, remaining, again);
    }

    /** Both taken together. */
    PassResult and(PassResult other) {
      return new PassResult(
          Stream.concat(findings.stream(), other.findings.stream())
              .sorted(Finding.GRAVEST_FIRST)
              .toList(),
          planned + other.planned,
          remaining + other.remaining,
          Stream.concat(again.stream(), other.again.stream()).min(Duration::compareTo));
    }
  }

  /** Runs all the passes and combines their results. */
  static PassResult over(List<ClusterPass<?>> passes, CurrentSituation.Revision revision) {
    return passes.stream()
        .map(pass -> pass.over(revision))
        .reduce(PassResult.NOTHING, PassResult::and);
  }

  PassResult over(CurrentSituation.Revision revision) {
    Situation situation = revision.situation();
    if (watches.isHeld(module.descriptor().id()) && situation.phase() == Situation.Phase.ACTIVE) {
      return PassResult.NOTHING;
    }
    Verdict verdict = control.evaluate(observed.apply(revision), situation.baseline());
    Mode mode = Modes.of(module, situation.baseline().spec());
    boolean enforced = mode == Mode.ENFORCE && situation.phase() == Situation.Phase.ACTIVE;
    List<Change> changes = enforced ? verdict.enforce() : verdict.cleanUp();
    int planned = mode == Mode.AUDIT ? verdict.enforce().size() : 0;
    boolean deleting = situation.phase() == Situation.Phase.DELETING;
    List<Finding> findings = mode == Mode.OFF && !deleting ? List.of() : verdict.findings();
    if (changes.isEmpty()) {
      return new PassResult(findings, planned, 0, Optional.empty());
    }
    Outcome last = applier.apply(module.descriptor().id(), changes).getLast();
    return done(findings, planned, changes.size(), last);
  }

  private PassResult done(List<Finding> findings, int planned, int remaining, Outcome last) {
    refusals =
        last instanceof Outcome.Forbidden || last instanceof Outcome.Rejected ? refusals + 1 : 0;
    return switch (last) {
      case Outcome.Applied _, Outcome.Conflict _ ->
          new PassResult(findings, planned, remaining, Optional.of(backoff.soon(0)));
      case Outcome.Retryable(Duration wait, String message) ->
          new PassResult(
              with(findings, Reasons.APPLY_FAILED, message),
              planned,
              remaining,
              Optional.of(backoff.after(2, wait)));
      case Outcome.Forbidden(String message) ->
          refused(with(findings, Reasons.FORBIDDEN, message), planned, remaining);
      case Outcome.Rejected(String message) ->
          refused(with(findings, Reasons.REFUSED, message), planned, remaining);
    };
  }

  /** After several refusals nothing remains that is worth waiting for: only a person can fix it. */
  private PassResult refused(List<Finding> findings, int planned, int remaining) {
    return new PassResult(
        findings,
        planned,
        refusals < NamespaceCleanup.REFUSALS ? remaining : 0,
        Optional.of(backoff.afterRefusal(CLUSTER_WIDE_FAILURES)));
  }

  private static List<Finding> with(List<Finding> found, String reason, String message) {
    List<Finding> findings = new ArrayList<>(found);
    findings.addFirst(
        Finding.violation(reason, "a cluster-wide policy could not be changed: " + message));
    return findings;
  }
}
