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
    List<Finding> findings = mode == Mode.OFF ? List.of() : verdict.findings();
    if (changes.isEmpty()) {
      return new Done(findings, planned, 0, Optional.empty());
    }
    Outcome last = applier.apply(control.id(), changes).getLast();
    return done(findings, planned, changes.size(), last);
  }

  private Done done(List<Finding> findings, int planned, int remaining, Outcome last) {
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
          refused(with(findings, Reasons.FORBIDDEN, message), planned);
      case Outcome.Refused(String message) ->
          refused(with(findings, Reasons.REFUSED, message), planned);
    };
  }

  /** Nothing remains that is worth waiting for: only a person can mend it. */
  private Done refused(List<Finding> findings, int planned) {
    return new Done(findings, planned, 0, Optional.of(backoff.afterRefusal(CLUSTER_WIDE_FAILURES)));
  }

  private static List<Finding> with(List<Finding> found, String reason, String message) {
    List<Finding> findings = new ArrayList<>(found);
    findings.addFirst(
        Finding.violation(reason, "a cluster-wide policy could not be changed: " + message));
    return findings;
  }
}
